// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"
#include "engine/usecases/camera.h"

namespace probant::engine {

Verdict judge(const AnswerAlert& command, const Asked& asked) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    if (command.alert.value < 1 || command.alert.value > asked.room.alerts.size())
        return Refused{Refusal::UnknownAlert};
    const auto& alert = asked.room.alerts[command.alert.value - 1];
    if (!alert.camera) return Refused{Refusal::NotOfCamera};
    const auto& camera = *alert.camera;
    if (camera.answer == command.answer && camera.note == command.note)
        return Refused{Refusal::SameAnswer};

    Events events{CameraAlertAnswered{
        .alert = command.alert, .answer = command.answer, .note = command.note}};
    if (!alert.resolved) events.emplace_back(AlertResolved{.alert = command.alert});
    if (command.answer == AlertAnswer::Nothing && camera.still)
        events.emplace_back(StillDropped{.alert = command.alert});
    const auto mutes = decide(asked.room.mutes,
                              AlertAnswered{.rule = camera.raised.rule,
                                            .answer = command.answer,
                                            .instead_of = camera.answer,
                                            .set_aside = camera.set_aside});
    ENSURE(mutes.has_value());
    append_mutes(events, mutes.value());
    return events;
}

}  // namespace probant::engine
