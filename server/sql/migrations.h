// server/sql/migrations.h: numbered, forward-only changes of a schema.
//
// Role        Brings a file from the version it has to the version the program knows, one
//             transaction per step, and keeps the digest of each step beside it.
// Invariants  A step is never edited once released: a file made by another text of the same step
//             refuses to open. A file newer than the program refuses too.
// Threads     As its Database.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "server/base/sentence.h"
#include "server/sql/database.h"

namespace probant::server::sql {

/// Texts are embedded in the program: both members are literals.
struct Migration {
    std::string_view name;  ///< "0001-journal"
    std::string_view sql;   ///< one or more statements, no BEGIN or COMMIT
};

/// The file and the program do not belong together.
class MigrationRefused : public std::runtime_error {
public:
    explicit MigrationRefused(const Sentence& because)
        : std::runtime_error(because.en), because_(because) {}

    [[nodiscard]] const Sentence& because() const { return because_; }

private:
    Sentence because_;
};

/// Applies what is missing, in order. Returns how many steps were applied.
std::size_t migrate(Database& database, std::span<const Migration> migrations);

/// As migrate(), but only checks: throws when a step is missing, edited or unknown.
void check_migrated(Database& database, std::span<const Migration> migrations);

}  // namespace probant::server::sql
