// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const ResumeSitting& command, const Asked& asked) {
    const auto found = live_sitting(asked, command.candidate);
    if (!found) return Refused{found.error()};
    const auto& sitting = *found.value().sitting;
    if (!is_paused_by(sitting, PauseCause::Invigilator)) return Refused{Refusal::NotPaused};
    return Events{
        PauseEnded{.candidate = command.candidate,
                   .cause = PauseCause::Invigilator,
                   .deadline = deadline_after_pause(sitting, PauseCause::Invigilator, asked.now)}};
}

}  // namespace probant::engine
