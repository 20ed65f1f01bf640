// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "server/sql/database.h"
#include "server/sql/migrations.h"
#include "server/sql/statement.h"
#include "server/sql/transaction.h"
#include "tests/unit/server/temporary_folder.h"

namespace {

using namespace probant;
using namespace probant::server::sql;
using probant::tests::TemporaryFolder;

constexpr std::string_view kNotes =
    "CREATE TABLE notes (n INTEGER PRIMARY KEY, body BLOB, word TEXT) STRICT";

constexpr std::array<Migration, 2> kSteps{{
    {"0001-notes", kNotes},
    {"0002-seats",
     "CREATE TABLE seats (seat INTEGER PRIMARY KEY) STRICT; CREATE INDEX i ON notes (word)"},
}};

std::string pragma(Database& database, const std::string& name) {
    Statement get(database, "PRAGMA " + name);
    auto rows = get.rows();
    REQUIRE(rows.next());
    return rows.spelled(0);
}

}  // namespace

TEST_CASE("A database opens in WAL, with every commit synced and foreign keys on") {
    const TemporaryFolder folder;

    Database database(folder.path() / "a.db");

    CHECK(pragma(database, "journal_mode") == "wal");
    CHECK(pragma(database, "synchronous") == "2");
    CHECK(pragma(database, "foreign_keys") == "1");
    CHECK(pragma(database, "trusted_schema") == "0");
}

TEST_CASE("Opening an existing database that is not there is refused") {
    const TemporaryFolder folder;

    CHECK_THROWS_AS(Database(folder.path() / "none.db", Opening::Existing), SqlError);
}

TEST_CASE("A file that is no database is said to be corrupt") {
    const TemporaryFolder folder;
    const auto file = folder.write("a.db", std::string(4096, 'x'));

    try {
        const Database database(file);
        FAIL("it opened");
    } catch (const SqlError& error) {
        CHECK(error.is_corrupt());
    }
}

TEST_CASE("What is bound is what is read, empty and NUL bytes included") {
    auto database = Database::in_memory();
    database.execute(kNotes);
    Statement insert(database, "INSERT INTO notes (n, body, word) VALUES (?1, ?2, ?3)");
    const Bytes body{0x00, 0xFF, 0x00};
    const std::string word("a\0b", 3);

    insert.run({1, body, word});
    insert.run({2, Bytes{}, ""});
    insert.run({3, nullptr, std::optional<std::string>{}});

    Statement select(database, "SELECT body, word FROM notes ORDER BY n");
    auto rows = select.rows();
    REQUIRE(rows.next());
    CHECK(rows.bytes(0) == body);
    CHECK(rows.text(1) == word);
    REQUIRE(rows.next());
    CHECK(rows.bytes(0).empty());
    CHECK(rows.text(1).empty());
    REQUIRE(rows.next());
    CHECK_FALSE(rows.optional_bytes(0).has_value());
    CHECK_FALSE(rows.optional_text(1).has_value());
    CHECK_FALSE(rows.next());
}

TEST_CASE("Reading a column as another type than it has is an error, not a conversion") {
    auto database = Database::in_memory();
    Statement select(database, "SELECT '12', 12, NULL, x'00'");
    auto rows = select.rows();
    REQUIRE(rows.next());

    CHECK_THROWS_AS(rows.integer(0), SqlError);
    CHECK_THROWS_AS(rows.text(1), SqlError);
    CHECK_THROWS_AS(rows.integer(2), SqlError);
    CHECK_THROWS_AS(rows.uuid(3), SqlError);
    CHECK_THROWS_AS(rows.boolean(1), SqlError);
}

TEST_CASE("A statement says how many rows it touched") {
    auto database = Database::in_memory();
    database.execute(kNotes);
    Statement insert(database, "INSERT INTO notes (n) VALUES (?1), (?2)");
    Statement erase(database, "DELETE FROM notes WHERE n > ?1");

    CHECK(insert.run({1, 2}) == 2);
    CHECK(erase.run({1}) == 1);
    CHECK(erase.run({1}) == 0);
}

TEST_CASE("A broken constraint is named as one") {
    auto database = Database::in_memory();
    database.execute(kNotes);
    Statement insert(database, "INSERT INTO notes (n) VALUES (?1)");
    insert.run({1});

    try {
        insert.run({1});
        FAIL("it was inserted twice");
    } catch (const SqlError& error) {
        CHECK(error.is_constraint());
    }
    CHECK(insert.run({2}) == 1);
}

TEST_CASE("A transaction that is not committed leaves nothing") {
    const TemporaryFolder folder;
    Database database(folder.path() / "a.db");
    database.execute(kNotes);
    Statement count(database, "SELECT COUNT(*) FROM notes");

    {
        const Transaction transaction(database);
        database.execute("INSERT INTO notes (n) VALUES (1)");
    }
    CHECK(count.integer() == 0);
    {
        Transaction transaction(database);
        database.execute("INSERT INTO notes (n) VALUES (1)");
        transaction.commit();
    }
    CHECK(count.integer() == 1);
}

TEST_CASE("A full database says that the disk is full and keeps what it had") {
    const TemporaryFolder folder;
    Database database(folder.path() / "a.db");
    database.execute(kNotes);
    database.execute("INSERT INTO notes (n) VALUES (1)");
    database.limit_pages(16);
    Statement insert(database, "INSERT INTO notes (n, body) VALUES (?1, ?2)");
    const Bytes large(std::size_t{256} * 1024, 0x2A);

    try {
        Transaction transaction(database);
        insert.run({2, large});
        transaction.commit();
        FAIL("it fitted");
    } catch (const SqlError& error) {
        CHECK(error.is_disk_full());
        CHECK_FALSE(error.is_io());
    }

    Statement count(database, "SELECT COUNT(*) FROM notes");
    CHECK(count.integer() == 1);
    CHECK(database.integrity() == "ok");
}

TEST_CASE("A second writer is told that the database is busy, not made to wait for ever") {
    const TemporaryFolder folder;
    Database first(folder.path() / "a.db");
    first.execute(kNotes);
    Database second(folder.path() / "a.db");
    second.execute("PRAGMA busy_timeout = 10");
    const Transaction transaction(first);

    try {
        const Transaction refused(second);
        FAIL("two writers");
    } catch (const SqlError& error) {
        CHECK(error.is_busy());
    }
}

TEST_CASE("A backup made while writing is a whole database") {
    const TemporaryFolder folder;
    Database database(folder.path() / "a.db");
    database.execute(kNotes);
    database.execute("INSERT INTO notes (n) VALUES (1), (2)");

    database.back_up_to(folder.path() / "b.db");

    Database copy(folder.path() / "b.db", Opening::Existing);
    Statement count(copy, "SELECT COUNT(*) FROM notes");
    CHECK(count.integer() == 2);
    CHECK(copy.integrity() == "ok");
}

TEST_CASE("A read-only database refuses to be written") {
    const TemporaryFolder folder;
    {
        Database database(folder.path() / "a.db");
        database.execute(kNotes);
    }
    Database database(folder.path() / "a.db", Opening::ReadOnly);

    CHECK_THROWS_AS(database.execute("INSERT INTO notes (n) VALUES (1)"), SqlError);
}

TEST_CASE("Migrations apply once each, in order") {
    auto database = Database::in_memory();

    CHECK(migrate(database, std::span(kSteps).first(1)) == 1);
    CHECK(migrate(database, kSteps) == 1);
    CHECK(migrate(database, kSteps) == 0);

    Statement seats(database, "SELECT COUNT(*) FROM seats");
    CHECK(seats.integer() == 0);
    check_migrated(database, kSteps);
}

TEST_CASE("An edited migration refuses to open the file") {
    auto database = Database::in_memory();
    migrate(database, kSteps);
    auto edited = kSteps;
    edited[0].sql = "CREATE TABLE notes (n INTEGER PRIMARY KEY) STRICT";

    try {
        migrate(database, edited);
        FAIL("it was accepted");
    } catch (const MigrationRefused& refused) {
        CHECK(refused.because().fr.find("0001-notes") != std::string::npos);
        CHECK(refused.because().en.find("0001-notes") != std::string::npos);
    }
}

TEST_CASE("A file newer than the program refuses to open") {
    auto database = Database::in_memory();
    migrate(database, kSteps);

    CHECK_THROWS_AS(migrate(database, std::span(kSteps).first(1)), MigrationRefused);
}

TEST_CASE("A file older than the program fails the check without being changed") {
    auto database = Database::in_memory();
    migrate(database, std::span(kSteps).first(1));

    CHECK_THROWS_AS(check_migrated(database, kSteps), MigrationRefused);
    check_migrated(database, std::span(kSteps).first(1));
}

TEST_CASE("A migration that fails half way leaves nothing of itself") {
    auto database = Database::in_memory();
    constexpr std::array<Migration, 1> kBroken{
        {{"0001-broken",
          "CREATE TABLE good (n INTEGER) STRICT; CREATE TABLE bad (n WHATEVER) STRICT"}}};

    CHECK_THROWS_AS(migrate(database, kBroken), SqlError);

    Statement tables(database, "SELECT COUNT(*) FROM sqlite_master");
    CHECK(tables.integer() == 0);
}
