// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const ConfirmPresence& command, const Asked& asked) {
    const auto candidate = open_candidate(asked, command.candidate);
    if (!candidate) return Refused{candidate.error()};
    if (!std::holds_alternative<Enrolled>(candidate.value()->phase))
        return Refused{Refusal::AlreadyPresent};
    return Events{PresenceConfirmed{.candidate = command.candidate}};
}

}  // namespace probant::engine
