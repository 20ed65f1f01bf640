// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const AuthoriseToResume& command, const Asked& asked) {
    const auto candidate = open_candidate(asked, command.candidate);
    if (!candidate) return Refused{candidate.error()};
    // The first code still opens the first sign-in: there is nothing to come back to.
    if (!candidate.value()->has_signed_in) return Refused{Refusal::NotStarted};
    const auto* sitting = sitting_of(*candidate.value());
    if (sitting != nullptr && is_ended(*sitting)) return Refused{Refusal::SittingEnded};
    return Events{
        CodeRearmed{.candidate = command.candidate, .until = asked.now + kCodeRearmedFor}};
}

}  // namespace probant::engine
