// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const Authorise& command, const Asked& asked) {
    const auto candidate = open_candidate(asked, command.candidate);
    if (!candidate) return Refused{candidate.error()};
    const auto& phase = candidate.value()->phase;
    if (std::holds_alternative<Enrolled>(phase)) return Refused{Refusal::NotPresent};
    if (std::holds_alternative<Authorised>(phase)) return Refused{Refusal::AlreadyAuthorised};
    if (std::holds_alternative<Sitting>(phase)) return Refused{Refusal::AlreadyStarted};
    return Events{CandidateAuthorised{.candidate = command.candidate}};
}

}  // namespace probant::engine
