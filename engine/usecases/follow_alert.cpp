// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"
#include "engine/usecases/camera.h"

namespace probant::engine {

Verdict judge(const FollowAlert& command, const Asked& asked) {
    const auto found = watched_candidate(asked, command.candidate);
    if (!found) return Refused{found.error()};
    if (!is_plain(command.raised)) return Refused{Refusal::AlertDoesNotFit};
    const auto alert = find_camera_alert(asked.room, command.candidate, command.raised);
    if (!alert) return Refused{Refusal::UnknownAlert};
    const auto& known = asked.room.alerts[alert->value - 1].camera;
    // The same alert goes on: its rule, its beginning and its picture are what they were.
    if (!known || known->raised.rule != command.raised.rule ||
        known->raised.start != command.raised.start ||
        known->raised.still != command.raised.still || known->raised.end > command.raised.end) {
        return Refused{Refusal::AlertDoesNotFit};
    }
    return Events{
        CameraAlertFollowed{.alert = *alert, .raised = command.raised, .over = command.over}};
}

}  // namespace probant::engine
