// server/sql/error.h: the database said no, and that is the world's fault.
//
// Role     Carries SQLite's own code to whoever translates it at the port: a full disk makes the
//          room read-only, a broken promise of the schema is a bug.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <stdexcept>
#include <string>

namespace probant::server::sql {

class SqlError : public std::runtime_error {
public:
    /// `extended_code` is SQLite's extended result code. `what` never holds a bound value.
    SqlError(int extended_code, const std::string& what)
        : std::runtime_error(what), code_(extended_code) {}

    [[nodiscard]] int code() const noexcept { return code_; }

    [[nodiscard]] bool is_disk_full() const noexcept;
    [[nodiscard]] bool is_busy() const noexcept;
    [[nodiscard]] bool is_constraint() const noexcept;  ///< unique, foreign key, check, trigger
    [[nodiscard]] bool is_corrupt() const noexcept;
    /// Writing or syncing failed: never retry, reopen and verify.
    [[nodiscard]] bool is_io() const noexcept;

private:
    int code_;
};

}  // namespace probant::server::sql
