// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const HandIn& command, const Asked& asked) {
    const auto found = running_sitting(asked, command.candidate);
    if (!found) return Refused{found.error()};
    Events events;
    end_sitting(events, asked, command.candidate, EndedBy::Candidate);
    return events;
}

}  // namespace probant::engine
