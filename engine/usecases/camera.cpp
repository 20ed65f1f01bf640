// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/camera.h"

namespace probant::engine {

Result<const Candidate*, Refusal> watched_candidate(const Asked& asked, CandidateId id) {
    const auto candidate = open_candidate(asked, id);
    if (!candidate) return candidate;
    if (rules_watching(asked.room, *candidate.value(), asked.content).empty())
        return Refused{Refusal::CameraNotOrdered};
    if (sitting_of(*candidate.value()) == nullptr) return Refused{Refusal::NotStarted};
    return candidate;
}

std::optional<AlertNumber> find_camera_alert(const Room& room,
                                             CandidateId candidate,
                                             const ProctoringAlert& raised) {
    // The newest first: what goes on is seldom old.
    for (auto place = room.alerts.size(); place > 0; --place) {
        const auto& alert = room.alerts[place - 1];
        if (alert.candidate != candidate || !alert.camera) continue;
        if (alert.camera->raised.number == raised.number &&
            alert.camera->raised.opening == raised.opening) {
            return AlertNumber{static_cast<std::uint32_t>(place)};
        }
    }
    return std::nullopt;
}

void append_mutes(Events& events, const std::vector<MuteEvent>& mutes) {
    for (const auto& event : mutes)
        if (const auto* muted = std::get_if<RuleMuted>(&event)) events.emplace_back(*muted);
}

}  // namespace probant::engine
