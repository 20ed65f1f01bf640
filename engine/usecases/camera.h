// engine/usecases/camera.h: what the use cases of a station's camera ask of a room.
//
// Role        The watched candidate, an alert by what its station calls it, and the mutes as events
//             of the session.
// Threads     Free functions over values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "engine/usecases/asked.h"

namespace probant::engine {

/// The candidate, in an open session with a camera, once the test has begun. A station that was
/// alone for a while still tells what it measured then: an ended sitting is no refusal.
[[nodiscard]] Result<const Candidate*, Refusal> watched_candidate(const Asked& asked,
                                                                  CandidateId id);

/// The alert of this candidate with the number and the opening that its station gave it.
[[nodiscard]] std::optional<AlertNumber> find_camera_alert(const Room& room,
                                                           CandidateId candidate,
                                                           const ProctoringAlert& raised);

/// Of what the mutes decided, a rule that fell silent: the rest the session says in its own words.
void append_mutes(Events& events, const std::vector<MuteEvent>& mutes);

}  // namespace probant::engine
