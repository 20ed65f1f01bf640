// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const PauseRoom& /*command*/, const Asked& asked) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    if (asked.room.paused) return Refused{Refusal::AlreadyPaused};

    Events events{RoomPauseBegan{}};
    for (const auto& candidate : asked.room.candidates) {
        const auto* sitting = sitting_of(candidate);
        if (sitting == nullptr || is_ended(*sitting)) continue;
        events.emplace_back(PauseBegan{.candidate = candidate.id, .cause = PauseCause::Room});
    }
    return events;
}

}  // namespace probant::engine
