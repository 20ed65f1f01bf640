// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/test_state.h"
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const StartSitting& command, const Asked& asked) {
    const auto candidate = open_candidate(asked, command.candidate);
    if (!candidate) return Refused{candidate.error()};
    const auto& phase = candidate.value()->phase;
    if (std::holds_alternative<Sitting>(phase)) return Refused{Refusal::AlreadyStarted};
    if (!std::holds_alternative<Authorised>(phase)) return Refused{Refusal::NotAuthorised};
    if (asked.room.paused) return Refused{Refusal::RoomPaused};

    const auto allowed = duration_of(asked.content.rules) + candidate.value()->extra_time;
    Events events{SittingStarted{
        .candidate = command.candidate, .seed = command.seed, .deadline = asked.now + allowed}};
    draw_next(
        events,
        NextDraw{.candidate = command.candidate, .seed = command.seed, .draw = {1}, .rank = {1}},
        TestState{},
        asked);
    return events;
}

}  // namespace probant::engine
