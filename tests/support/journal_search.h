// tests/support/journal_search.h: finds again, on the disk, what a centre has said it holds.
//
// Role        Reads a session's file as anyone could, replays it to the byte, looks answers up.
// Invariants  Believes nothing but the bytes of the journal.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "engine/bank/content.h"

namespace probant::support {

/// An answer as the journal has it.
struct JournalledAnswer {
    std::uint64_t entry{};
    std::string candidate{};
    std::int64_t draw{};
    std::string response{};  ///< canonical JSON
};

struct JournalFound {
    std::uint64_t entries{};
    std::map<std::string, JournalledAnswer> answers{};  ///< by the id of the command
    std::uint64_t duplicated{};  ///< a second answer of one candidate to one draw, or a second id
    std::string fault{};         ///< why it does not replay; "" when it does, to the byte
};

/// `session` is the folder that holds session.db. Throws server::sql::SqlError.
[[nodiscard]] JournalFound search_journal(const std::filesystem::path& session,
                                          const engine::Content& content);

}  // namespace probant::support
