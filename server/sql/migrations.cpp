// SPDX-License-Identifier: EUPL-1.2
#include "server/sql/migrations.h"

#include <optional>
#include <string>
#include <vector>

#include "crypto/base/ensure.h"
#include "crypto/digest.h"
#include "server/sql/statement.h"
#include "server/sql/transaction.h"

namespace probant::server::sql {
namespace {

constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS migrations ("
    " step INTEGER PRIMARY KEY,"
    " name TEXT NOT NULL,"
    " digest BLOB NOT NULL"
    ") STRICT";

struct Applied {
    std::string name;
    crypto::Digest digest;
};

bool has_table(Database& database) {
    Statement count(database,
                    "SELECT COUNT(*) FROM sqlite_master"
                    " WHERE type = 'table' AND name = 'migrations'");
    return count.integer() == 1;
}

std::vector<Applied> applied_in(Database& database) {
    std::vector<Applied> steps;
    if (!has_table(database)) return steps;
    Statement select(database, "SELECT step, name, digest FROM migrations ORDER BY step");
    for (auto rows = select.rows(); rows.next();) {
        if (rows.integer(0) != static_cast<std::int64_t>(steps.size()) + 1) {
            throw MigrationRefused({"Il manque une étape au schéma de cette base de données.",
                                    "A step of this database's schema is missing."});
        }
        steps.push_back({rows.text(1), rows.digest(2)});
    }
    return steps;
}

void refuse_strangers(const std::vector<Applied>& steps, std::span<const Migration> migrations) {
    if (steps.size() > migrations.size()) {
        throw MigrationRefused(
            {"Cette base de données a été écrite par une version plus récente du programme : "
             "installez cette version.",
             "This database was written by a newer version of the program: install that version."});
    }
    for (std::size_t place = 0; place < steps.size(); ++place) {
        if (steps[place].digest == crypto::sha256(migrations[place].sql)) continue;
        const std::string name = steps[place].name;
        throw MigrationRefused({"L'étape de schéma " + name +
                                    " n'est pas celle de ce programme : la base ou le programme a "
                                    "été modifié.",
                                "Schema step " + name +
                                    " is not the one of this program: the database or the program "
                                    "was altered."});
    }
}

void apply(Database& database, std::size_t step, const Migration& migration) {
    Transaction transaction(database);
    database.execute(kTable);
    database.execute(migration.sql);
    // A text that ends the transaction itself would leave half a step behind.
    ENSURE(database.in_transaction());
    Statement insert(database, "INSERT INTO migrations (step, name, digest) VALUES (?1, ?2, ?3)");
    insert.run({step, migration.name, crypto::sha256(migration.sql)});
    transaction.commit();
}

}  // namespace

std::size_t migrate(Database& database, std::span<const Migration> migrations) {
    const auto steps = applied_in(database);
    refuse_strangers(steps, migrations);
    for (std::size_t place = steps.size(); place < migrations.size(); ++place)
        apply(database, place + 1, migrations[place]);
    return migrations.size() - steps.size();
}

void check_migrated(Database& database, std::span<const Migration> migrations) {
    const auto steps = applied_in(database);
    refuse_strangers(steps, migrations);
    if (steps.size() < migrations.size()) {
        throw MigrationRefused(
            {"Le schéma de cette base de données est plus ancien que ce programme.",
             "This database's schema is older than this program."});
    }
}

}  // namespace probant::server::sql
