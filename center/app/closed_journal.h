// center/app/closed_journal.h: the journal of a session that was closed in an earlier run.
//
// Role        Answers orders from the file, one entry at a time, so that nobody decides the session
//             once more: what was asked before is answered the same for ever, the rest is refused
//             in the words of a closed room.
// Invariants  Reads only. What cannot be read is unknown, never refused.
// Threads     Belongs to the room loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "center/app/room_loop.h"
#include "center/storage/session_store.h"
#include "engine/journal/entry.h"

namespace probant::center {

class ClosedJournal {
public:
    explicit ClosedJournal(engine::SessionId session) : session_(session) {}

    /// `room` is closed; nothing else of it is looked at.
    [[nodiscard]] OrderEnd answer(SessionStore& store,
                                  const engine::Order& order,
                                  engine::Instant at,
                                  const engine::Room& room,
                                  const engine::Content& content);

private:
    [[nodiscard]] std::optional<engine::Entry> asked_before(SessionStore& store,
                                                            engine::CommandId id);

    engine::SessionId session_;
    std::unordered_map<engine::CommandId, std::uint64_t> commands_{};  ///< read once asked
};

/// Whether the last entry closes the session.
[[nodiscard]] bool ends_with_its_closing(SessionStore& store);

}  // namespace probant::center
