// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const EndSitting& command, const Asked& asked) {
    const auto found = live_sitting(asked, command.candidate);
    if (!found) return Refused{found.error()};

    Events events;
    end_sitting(events, asked, command.candidate, EndedBy::Invigilator);
    if (!is_finished(*found.value().sitting, asked.content.rules)) {
        events.emplace_back(
            UnfinishedExplained{.candidate = command.candidate, .reason = command.reason});
    }
    return events;
}

}  // namespace probant::engine
