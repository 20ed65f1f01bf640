// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const ResumeRoom& /*command*/, const Asked& asked) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    if (!asked.room.paused) return Refused{Refusal::RoomNotPaused};

    // Only the room's own cause: a reported question or a sitting paused by name stays paused.
    Events events{RoomPauseEnded{}};
    for (const auto& candidate : asked.room.candidates) {
        const auto* sitting = sitting_of(candidate);
        if (sitting == nullptr || !is_paused_by(*sitting, PauseCause::Room)) continue;
        events.emplace_back(
            PauseEnded{.candidate = candidate.id,
                       .cause = PauseCause::Room,
                       .deadline = deadline_after_pause(*sitting, PauseCause::Room, asked.now)});
    }
    return events;
}

}  // namespace probant::engine
