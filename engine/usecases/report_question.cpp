// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const ReportQuestion& command, const Asked& asked) {
    const auto found = running_sitting(asked, command.candidate);
    if (!found) return Refused{found.error()};
    const auto& sitting = *found.value().sitting;
    if (!sitting.current) return Refused{Refusal::NoQuestion};
    if (*sitting.current != command.draw) return Refused{Refusal::WrongDraw};
    if (asked.now > sitting.deadline) return Refused{Refusal::TooLate};
    if (draw_of(sitting, command.draw).report) return Refused{Refusal::AlreadyReported};
    if (sitting.reports >= asked.content.rules.reports_max) return Refused{Refusal::TooManyReports};

    const AlertNumber alert{static_cast<std::uint32_t>(asked.room.alerts.size()) + 1};
    return Events{
        AlertOpened{.alert = alert, .candidate = command.candidate, .kind = AlertKind::Report},
        QuestionReported{.candidate = command.candidate,
                         .draw = command.draw,
                         .code = command.code,
                         .alert = alert,
                         .note = command.note},
        PauseBegan{.candidate = command.candidate, .cause = PauseCause::Report}};
}

}  // namespace probant::engine
