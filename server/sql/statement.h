// server/sql/statement.h: prepared statements, bound values, typed rows.
//
// Role        A store keeps its statements as members, prepared once; each use binds all its
//             parameters in order and either runs it or walks its rows.
// Invariants  The number of values bound is the number of parameters (ENSURE). Reading a column as
//             another type than it has is an SqlError: STRICT tables make that a broken file.
//             A Rows resets its statement when it goes: two at once on one statement is a bug.
// Threads     As the Database it was prepared on, which must outlive it.
//
//     Statement insert_{db, "INSERT INTO entries (n, body) VALUES (?1, ?2)"};
//     insert_.run({n, body});
//     for (auto rows = select_.rows({n}); rows.next();) use(rows.bytes(0));
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/base/bytes.h"
#include "crypto/base/strong_id.h"
#include "crypto/digest.h"
#include "server/sql/database.h"

struct sqlite3_stmt;

namespace probant::server::sql {

/// A value on its way into a parameter. Borrows text and bytes for the length of the call.
class SqlValue {
public:
    // Implicit on purpose: `run({n, body})` names values, not conversions.
    // NOLINTBEGIN(google-explicit-constructor)
    SqlValue(std::nullptr_t) {}

    template <std::integral Number>

    requires(!std::same_as<Number, std::uint64_t> && !std::same_as<Number, char>)
        SqlValue(Number number)
        : side_(static_cast<std::int64_t>(number)) {}

    SqlValue(std::uint64_t number);  ///< ENSUREs that SQLite can hold it

    SqlValue(std::string_view text) : side_(text) {}

    SqlValue(const std::string& text) : side_(std::string_view(text)) {}

    SqlValue(const char* text) : side_(std::string_view(text)) {}

    SqlValue(ByteView bytes) : side_(bytes) {}

    SqlValue(const Bytes& bytes) : side_(ByteView(bytes)) {}

    SqlValue(const crypto::Digest& digest) : side_(ByteView(digest.bytes)) {}

    SqlValue(const Uuid& uuid) : side_(ByteView(uuid.bytes)) {}

    template <class Tag>
    SqlValue(const TaggedUuid<Tag>& id) : SqlValue(id.uuid) {}

    template <class Tag>
    SqlValue(StrongId<Tag> id) : side_(std::int64_t{id.value}) {}

    template <class Value>
    SqlValue(const std::optional<Value>& value) : SqlValue(value ? SqlValue(*value) : nullptr) {}

    // NOLINTEND(google-explicit-constructor)

    using Side = std::variant<std::nullptr_t, std::int64_t, std::string_view, ByteView>;

    [[nodiscard]] const Side& side() const { return side_; }

private:
    Side side_{nullptr};
};

using Values = std::initializer_list<SqlValue>;

/// The rows of one running statement.
class Rows {
public:
    Rows(Rows&& other) noexcept;
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    Rows& operator=(Rows&&) = delete;
    ~Rows();

    /// Moves to the next row; false after the last.
    bool next();

    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] bool boolean(int column) const;  ///< 0 or 1, nothing else
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Bytes bytes(int column) const;
    /// Any column as SQLite would print it: for pragmas and tools only.
    [[nodiscard]] std::string spelled(int column) const;
    [[nodiscard]] crypto::Digest digest(int column) const;  ///< exactly 32 bytes
    [[nodiscard]] Uuid uuid(int column) const;              ///< exactly 16 bytes
    [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
    [[nodiscard]] std::optional<std::string> optional_text(int column) const;
    [[nodiscard]] std::optional<Bytes> optional_bytes(int column) const;

    template <class Id>
    [[nodiscard]] Id id(int column) const {
        return Id{uuid(column)};
    }

private:
    friend class Statement;

    explicit Rows(sqlite3_stmt* statement) : statement_(statement) {}

    void expect(int column, int type) const;
    [[nodiscard]] ByteView blob_of(int column, std::size_t size) const;

    sqlite3_stmt* statement_;
};

class Statement {
public:
    Statement(Database& database, std::string_view sql);
    Statement(Statement&&) noexcept = default;
    Statement& operator=(Statement&&) noexcept = default;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() = default;

    /// Runs to the end; returns how many rows an INSERT, UPDATE or DELETE touched. For any other
    /// statement the number means nothing.
    std::int64_t run(Values values = {});

    [[nodiscard]] Rows rows(Values values = {});

    /// The integer of a one-row answer; nothing when there is no row or it is NULL.
    [[nodiscard]] std::optional<std::int64_t> integer(Values values = {});

private:
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };

    void bind(Values values);

    std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
};

}  // namespace probant::server::sql
