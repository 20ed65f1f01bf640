// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const UndoPresence& command, const Asked& asked) {
    const auto candidate = open_candidate(asked, command.candidate);
    if (!candidate) return Refused{candidate.error()};
    const auto& phase = candidate.value()->phase;
    if (std::holds_alternative<Enrolled>(phase)) return Refused{Refusal::NotPresent};
    // Whoever has begun was there: a presence can be undone only before the first question.
    if (std::holds_alternative<Sitting>(phase)) return Refused{Refusal::AlreadyStarted};
    return Events{PresenceUndone{.candidate = command.candidate}};
}

}  // namespace probant::engine
