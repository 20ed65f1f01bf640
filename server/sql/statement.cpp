// SPDX-License-Identifier: EUPL-1.2
#include "server/sql/statement.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <sqlite3.h>

#include "crypto/base/ensure.h"

namespace probant::server::sql {
namespace {

[[noreturn]] void fail(sqlite3* handle, std::string_view doing) {
    throw SqlError(sqlite3_extended_errcode(handle),
                   std::string(doing) + ": " + sqlite3_errmsg(handle));
}

/// Binds one value; text and bytes are copied by SQLite only when the step needs them later:
/// SQLITE_STATIC would be wrong for Rows, which outlive the call.
struct Binder {
    sqlite3_stmt* statement;
    int place;

    int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, place); }

    int operator()(std::int64_t number) const {
        return sqlite3_bind_int64(statement, place, number);
    }

    int operator()(std::string_view text) const {
        // A null pointer would bind NULL instead of an empty text.
        const char* start = text.empty() ? "" : text.data();
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-cstyle-cast,performance-no-int-to-ptr)
        return sqlite3_bind_text64(
            statement, place, start, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }

    int operator()(ByteView bytes) const {
        if (bytes.empty()) return sqlite3_bind_zeroblob(statement, place, 0);
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-cstyle-cast,performance-no-int-to-ptr)
        return sqlite3_bind_blob64(statement, place, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
    }
};

}  // namespace

SqlValue::SqlValue(std::uint64_t number) : side_(static_cast<std::int64_t>(number)) {
    ENSURE(number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
}

Rows::Rows(Rows&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}

Rows::~Rows() {
    if (statement_ == nullptr) return;
    sqlite3_reset(statement_);
    // Personal data bound a moment ago has no reason to stay in memory.
    sqlite3_clear_bindings(statement_);
}

bool Rows::next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    fail(sqlite3_db_handle(statement_), "step");
}

void Rows::expect(int column, int type) const {
    ENSURE(column >= 0 && column < sqlite3_column_count(statement_));
    if (sqlite3_column_type(statement_, column) != type)
        throw SqlError(SQLITE_MISMATCH, "a column has another type than the schema says");
}

bool Rows::is_null(int column) const {
    ENSURE(column >= 0 && column < sqlite3_column_count(statement_));
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Rows::integer(int column) const {
    expect(column, SQLITE_INTEGER);
    return sqlite3_column_int64(statement_, column);
}

bool Rows::boolean(int column) const {
    const auto number = integer(column);
    if (number != 0 && number != 1) throw SqlError(SQLITE_MISMATCH, "a boolean is neither 0 nor 1");
    return number == 1;
}

std::string Rows::text(int column) const {
    expect(column, SQLITE_TEXT);
    return spelled(column);
}

std::string Rows::spelled(int column) const {
    const auto* start = sqlite3_column_text(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return to_string(ByteView(start, size));
}

Bytes Rows::bytes(int column) const {
    expect(column, SQLITE_BLOB);
    const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    const ByteView view(start, size);
    return {view.begin(), view.end()};
}

ByteView Rows::blob_of(int column, std::size_t size) const {
    expect(column, SQLITE_BLOB);
    if (static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) != size)
        throw SqlError(SQLITE_MISMATCH, "a blob has another length than its type");
    return {static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column)), size};
}

crypto::Digest Rows::digest(int column) const {
    crypto::Digest digest;
    std::ranges::copy(blob_of(column, digest.bytes.size()), digest.bytes.begin());
    return digest;
}

Uuid Rows::uuid(int column) const {
    Uuid uuid;
    std::ranges::copy(blob_of(column, uuid.bytes.size()), uuid.bytes.begin());
    return uuid;
}

std::optional<std::int64_t> Rows::optional_integer(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::optional<std::string> Rows::optional_text(int column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

std::optional<Bytes> Rows::optional_bytes(int column) const {
    if (is_null(column)) return std::nullopt;
    return bytes(column);
}

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

Statement::Statement(Database& database, std::string_view sql) {
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(database.handle(),
                                        sql.data(),
                                        static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT,
                                        &raw,
                                        &rest);
    statement_.reset(raw);
    if (code != SQLITE_OK) fail(database.handle(), "prepare");
    ENSURE(raw != nullptr);
    // A second statement behind the first would be ignored in silence.
    ENSURE(rest == sql.data() + sql.size());
}

void Statement::bind(Values values) {
    ENSURE(sqlite3_stmt_busy(statement_.get()) == 0);
    ENSURE(static_cast<int>(values.size()) == sqlite3_bind_parameter_count(statement_.get()));
    int place = 0;
    for (const auto& value : values) {
        ++place;
        const int code = std::visit(Binder{statement_.get(), place}, value.side());
        if (code != SQLITE_OK) fail(sqlite3_db_handle(statement_.get()), "bind");
    }
}

std::int64_t Statement::run(Values values) {
    auto running = rows(values);
    while (running.next()) {}
    return sqlite3_changes64(sqlite3_db_handle(statement_.get()));
}

Rows Statement::rows(Values values) {
    bind(values);
    return Rows(statement_.get());
}

std::optional<std::int64_t> Statement::integer(Values values) {
    auto running = rows(values);
    if (!running.next()) return std::nullopt;
    return running.optional_integer(0);
}

}  // namespace probant::server::sql
