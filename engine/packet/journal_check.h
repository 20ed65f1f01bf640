// engine/packet/journal_check.h: from the bytes of a whole journal to what it proves.
//
// Role        What a packet holds of a session is its entries, one a line. Replaying them decides
//             every command again; the tree's head and the counts are found, never believed.
// Invariants  A ReplayedJournal comes of entries that this engine would have written, to the byte,
//             with this content, for a session that is closed.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/result.h"
#include "crypto/merkle.h"
#include "engine/journal/recorded_session.h"
#include "engine/packet/statement.h"

namespace probant::engine {

/// 2,000 sittings of 32 questions with all that surrounds them come to about 130,000 entries.
constexpr std::size_t kJournalEntriesMax = 1'000'000;

struct ReplayedJournal {
    RecordedSession session{};
    crypto::merkle::Head head{};
    PacketCounts counts{};
};

/// Each entry followed by a line feed. ENSUREs entries without one.
[[nodiscard]] std::string join_entries(std::span<const std::string> entries);

/// The entries of what join_entries() gives; nothing when the last line is not ended or a line is
/// empty. Borrowed.
[[nodiscard]] std::optional<std::vector<std::string_view>> split_entries(std::string_view ndjson);

/// RFC 6962 over the entries' bytes.
[[nodiscard]] crypto::merkle::Head head_of(std::span<const std::string_view> entries);

/// Refused at the first entry that differs; `n` past the last when the session is not closed.
[[nodiscard]] Result<ReplayedJournal, ReplayRefusal> replay_journal(
    std::span<const std::string_view> entries, const Content& content);

/// Candidates enrolled and answers acknowledged in this room.
[[nodiscard]] PacketCounts counts_of(const RecordedSession& session);

}  // namespace probant::engine
