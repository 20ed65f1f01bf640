// SPDX-License-Identifier: EUPL-1.2
#include "server/sql/error.h"

#include <sqlite3.h>

namespace probant::server::sql {
namespace {

/// SQLite keeps the family of an extended code in its low byte.
constexpr int family_of(int code) {
    return code & 0xFF;
}

}  // namespace

bool SqlError::is_disk_full() const noexcept {
    return family_of(code_) == SQLITE_FULL;
}

bool SqlError::is_busy() const noexcept {
    return family_of(code_) == SQLITE_BUSY || family_of(code_) == SQLITE_LOCKED;
}

bool SqlError::is_constraint() const noexcept {
    return family_of(code_) == SQLITE_CONSTRAINT;
}

bool SqlError::is_corrupt() const noexcept {
    return family_of(code_) == SQLITE_CORRUPT || family_of(code_) == SQLITE_NOTADB;
}

bool SqlError::is_io() const noexcept {
    return family_of(code_) == SQLITE_IOERR;
}

}  // namespace probant::server::sql
