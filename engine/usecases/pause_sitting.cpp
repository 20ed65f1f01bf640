// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const PauseSitting& command, const Asked& asked) {
    const auto found = live_sitting(asked, command.candidate);
    if (!found) return Refused{found.error()};
    if (is_paused_by(*found.value().sitting, PauseCause::Invigilator))
        return Refused{Refusal::AlreadyPaused};
    return Events{PauseBegan{.candidate = command.candidate, .cause = PauseCause::Invigilator}};
}

}  // namespace probant::engine
