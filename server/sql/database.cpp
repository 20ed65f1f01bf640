// SPDX-License-Identifier: EUPL-1.2
#include "server/sql/database.h"

#include <array>
#include <utility>

#include <sqlite3.h>

#include "crypto/base/ensure.h"
#include "server/sql/statement.h"

namespace probant::server::sql {
namespace {

[[noreturn]] void fail(sqlite3* handle, int code, std::string_view doing) {
    const int extended = handle == nullptr ? code : sqlite3_extended_errcode(handle);
    const char* said = handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
    throw SqlError(extended, std::string(doing) + ": " + said);
}

/// A pragma that SQLite does not know or cannot honour is silent: each one is read back.
void set_and_verify(Database& database, std::string_view name, std::string_view value) {
    const std::string pragma = "PRAGMA " + std::string(name);
    {
        Statement set(database, pragma + " = " + std::string(value));
        for (auto rows = set.rows(); rows.next();) {}
    }
    Statement get(database, pragma);
    auto rows = get.rows();
    if (!rows.next() || rows.spelled(0) != value)
        throw SqlError(SQLITE_MISUSE, pragma + " was not taken");
}

}  // namespace

void Database::Closer::operator()(sqlite3* handle) const noexcept {
    // _v2 waits for statements that outlive us by mistake instead of leaking the file.
    sqlite3_close_v2(handle);
}

std::unique_ptr<sqlite3, Database::Closer> Database::open(const char* name, int flags) {
    sqlite3* raw = nullptr;
    const int code =
        sqlite3_open_v2(name, &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    std::unique_ptr<sqlite3, Closer> handle(raw);
    if (code != SQLITE_OK) fail(raw, code, "open");
    return handle;
}

Database::Database(const std::filesystem::path& file, Opening opening) {
    int flags = SQLITE_OPEN_READWRITE;
    if (opening == Opening::Create) flags |= SQLITE_OPEN_CREATE;
    if (opening == Opening::ReadOnly) flags = SQLITE_OPEN_READONLY;
    handle_ = open(file.c_str(), flags);
    set_up(opening);
}

Database Database::in_memory() {
    Database database(open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY).release());
    set_and_verify(database, "foreign_keys", "1");
    set_and_verify(database, "trusted_schema", "0");
    return database;
}

void Database::set_up(Opening opening) {
    sqlite3_busy_timeout(handle_.get(), static_cast<int>(kBusyWait.count()));
    set_and_verify(*this, "foreign_keys", "1");
    set_and_verify(*this, "trusted_schema", "0");
    if (opening == Opening::ReadOnly) return;
    set_and_verify(*this, "journal_mode", "wal");
    set_and_verify(*this, "synchronous", "2");  // FULL: NORMAL loses acknowledged commits
    // What is deleted is a picture, a hash of a sign-in: its bytes go too, not only its row.
    set_and_verify(*this, "secure_delete", "1");
}

void Database::execute(std::string_view sql) {
    const std::string text(sql);
    const int code = sqlite3_exec(handle_.get(), text.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(handle_.get(), code, "execute");
}

std::int64_t Database::last_insert_rowid() const {
    return sqlite3_last_insert_rowid(handle_.get());
}

bool Database::in_transaction() const {
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

bool Database::checkpoint() {
    Statement truncate(*this, "PRAGMA wal_checkpoint(TRUNCATE)");
    return truncate.integer().value_or(1) == 0;
}

void Database::back_up_to(const std::filesystem::path& file) {
    Statement copy(*this, "VACUUM INTO ?1");
    copy.run({file.string()});
}

std::string Database::integrity() const {
    sqlite3_stmt* raw = nullptr;
    const int code =
        sqlite3_prepare_v2(handle_.get(), "PRAGMA integrity_check(1)", -1, &raw, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, &sqlite3_finalize);
    if (code != SQLITE_OK) fail(handle_.get(), code, "integrity");
    const int step = sqlite3_step(raw);
    if (step != SQLITE_ROW) fail(handle_.get(), step, "integrity");
    const ByteView said(sqlite3_column_text(raw, 0),
                        static_cast<std::size_t>(sqlite3_column_bytes(raw, 0)));
    return to_string(said);
}

void Database::limit_pages(std::uint32_t pages) {
    Statement limit(*this, "PRAGMA max_page_count = " + std::to_string(pages));
    ENSURE(limit.integer().has_value());
}

}  // namespace probant::server::sql
