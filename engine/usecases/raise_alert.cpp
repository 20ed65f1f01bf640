// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"
#include "engine/usecases/camera.h"

namespace probant::engine {

Verdict judge(const RaiseAlert& command, const Asked& asked) {
    const auto found = watched_candidate(asked, command.candidate);
    if (!found) return Refused{found.error()};
    const auto& candidate = *found.value();
    if (!is_plain(command.raised)) return Refused{Refusal::AlertDoesNotFit};
    if (!rules_watching(asked.room, candidate, asked.content).has(command.raised.rule))
        return Refused{Refusal::CameraNotOrdered};
    if (find_camera_alert(asked.room, candidate.id, command.raised))
        return Refused{Refusal::AlertKnown};
    if (candidate.camera.alerts >= kCameraAlertsMax) return Refused{Refusal::TooManyAlerts};
    const auto mutes = decide(asked.room.mutes, AlertRaised{.rule = command.raised.rule});
    // What a muted rule raises is shown to nobody: the station is told so, the journal is not.
    if (!mutes || mutes.value().empty()) return Refused{Refusal::RuleIsMuted};

    const AlertNumber alert{static_cast<std::uint32_t>(asked.room.alerts.size()) + 1};
    Events events{
        AlertOpened{.alert = alert, .candidate = candidate.id, .kind = AlertKind::Camera},
        CameraAlertRaised{.alert = alert, .raised = command.raised, .still = command.still}};
    append_mutes(events, mutes.value());
    return events;
}

}  // namespace probant::engine
