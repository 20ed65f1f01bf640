// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const DecideReport& command, const Asked& asked) {
    const auto found = live_sitting(asked, command.candidate);
    if (!found) return Refused{found.error()};
    const auto& sitting = *found.value().sitting;
    if (!is_paused_by(sitting, PauseCause::Report)) return Refused{Refusal::NothingReported};
    if (sitting.current != command.draw) return Refused{Refusal::WrongDraw};

    const auto& draw = draw_of(sitting, command.draw);
    ENSURE(draw.report.has_value());
    Events events{AlertResolved{.alert = draw.report->alert}};
    if (command.accepted) {
        events.emplace_back(QuestionSetAside{.candidate = command.candidate, .draw = command.draw});
        auto test = sitting.test;
        if (!draw.pretest) set_aside(test, asked.content.pool, draw.item);
        draw_next(events,
                  NextDraw{.candidate = command.candidate,
                           .seed = sitting.seed,
                           .draw = {static_cast<std::uint32_t>(sitting.draws.size()) + 1},
                           // A question on trial is not replaced.
                           .rank = {draw.rank.value + (draw.pretest ? 1U : 0U)}},
                  test,
                  asked);
    } else {
        events.emplace_back(ReportDismissed{.candidate = command.candidate, .draw = command.draw});
    }
    events.emplace_back(
        PauseEnded{.candidate = command.candidate,
                   .cause = PauseCause::Report,
                   .deadline = deadline_after_pause(sitting, PauseCause::Report, asked.now)});
    return events;
}

}  // namespace probant::engine
