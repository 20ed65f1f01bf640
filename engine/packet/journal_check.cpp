// SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/journal_check.h"

namespace probant::engine {

std::string join_entries(std::span<const std::string> entries) {
    std::string ndjson;
    for (const auto& entry : entries) {
        ENSURE(entry.find('\n') == std::string::npos);
        ndjson += entry;
        ndjson += '\n';
    }
    return ndjson;
}

std::optional<std::vector<std::string_view>> split_entries(std::string_view ndjson) {
    std::vector<std::string_view> entries;
    while (!ndjson.empty()) {
        const auto end = ndjson.find('\n');
        if (end == std::string_view::npos || end == 0) return std::nullopt;
        if (entries.size() == kJournalEntriesMax) return std::nullopt;
        entries.push_back(ndjson.substr(0, end));
        ndjson.remove_prefix(end + 1);
    }
    return entries;
}

crypto::merkle::Head head_of(std::span<const std::string_view> entries) {
    crypto::merkle::Tree tree;
    for (const auto entry : entries)
        tree.append(crypto::merkle::leaf_hash(as_bytes(entry)));
    return {.size = tree.size(), .root = tree.root()};
}

PacketCounts counts_of(const RecordedSession& session) {
    PacketCounts counts{.candidates = static_cast<std::int64_t>(session.room.candidates.size()),
                        .entries = static_cast<std::int64_t>(session.entries),
                        .caps_exceeded = session.room.caps_exceeded};
    for (const auto& candidate : session.room.candidates)
        if (const auto* sitting = sitting_of(candidate)) counts.answers += held_of(*sitting);
    return counts;
}

Result<ReplayedJournal, ReplayRefusal> replay_journal(std::span<const std::string_view> entries,
                                                      const Content& content) {
    ReplayedJournal journal;
    for (const auto entry : entries) {
        if (const auto replayed = replay_entry(journal.session, entry, content); !replayed)
            return Refused{replayed.error()};
    }
    if (journal.session.room.phase != SessionPhase::Closed) {
        return Refused{ReplayRefusal{.fault = ReplayFault::OutOfOrder,
                                     .n = entries.size(),
                                     .what = "the session is not closed"}};
    }
    journal.head = head_of(entries);
    journal.counts = counts_of(journal.session);
    return journal;
}

}  // namespace probant::engine
