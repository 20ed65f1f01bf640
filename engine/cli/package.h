// engine/cli/package.h: the package and the journals that a command is given.
//
// Role     Reads them, and says in a name and a sentence why a journal is not of this package.
// Threads  main's only.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "engine/bank/content.h"

namespace probant::engine::cli {

/// Throws Misuse when the folder is no package that can be used.
[[nodiscard]] Content read_content(const std::string& directory);

/// The lines of a journal's file.
class JournalFile {
public:
    /// Throws Misuse when it is not one entry a line, each line ended.
    explicit JournalFile(const std::string& path);

    [[nodiscard]] const std::vector<std::string_view>& entries() const { return entries_; }

private:
    Bytes bytes_;
    std::vector<std::string_view> entries_;  ///< into bytes_, which no move takes away
};

/// Why a journal does not replay here: a name for programs, a sentence for people.
struct Unlike {
    std::string fault{};
    std::uint64_t n{};  ///< the entry
    std::string what{};
};

/// Another bank would be found at the first question that differs, which says nothing: the first
/// entry names what the session was made of.
[[nodiscard]] std::optional<Unlike> other_content(const std::vector<std::string_view>& entries,
                                                  const Content& content);

}  // namespace probant::engine::cli
