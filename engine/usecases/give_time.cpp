// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const GiveTime& command, const Asked& asked) {
    const auto found = live_sitting(asked, command.candidate);
    if (!found) return Refused{found.error()};
    if (command.extra <= Duration::zero() || command.extra > kTimeGivenMax)
        return Refused{Refusal::TimeOutOfRange};
    return Events{TimeGiven{.candidate = command.candidate,
                            .extra = command.extra,
                            .deadline = found.value().sitting->deadline + command.extra}};
}

}  // namespace probant::engine
