// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const EndByTime& command, const Asked& asked) {
    const auto found = running_sitting(asked, command.candidate);
    if (!found) return Refused{found.error()};
    // An answer may still be on its way: time ends a sitting when the grace is over, not before.
    const auto over = found.value().sitting->deadline + late_grace_of(asked.content.rules);
    if (asked.now < over) return Refused{Refusal::TimeOutOfRange};
    Events events;
    end_sitting(events, asked, command.candidate, EndedBy::Time);
    return events;
}

}  // namespace probant::engine
