// engine/proctoring/sample_states.h: what one sample shows, by itself.
//
// Role        The states of a single observation, for what is printed of a picture and for the
//             watch that waits until they last. Frozen and looped only exist over time: Watch adds
//             them.
// Invariants  A picture too dark or blurred makes "no face" say could_not_tell, never face_absent;
//             so does not having looked. There is always at least one state, Ok only alone.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/proctoring/observation.h"
#include "engine/proctoring/rules.h"

namespace probant::engine {

enum class SampleState : std::uint8_t {
    Ok,
    FaceAbsent,
    ExtraFace,
    LookingAway,
    Covered,
    TooDark,
    Blurred,
    Frozen,
    Looped,
    CouldNotTell
};

/// "ok", "face_absent" …
[[nodiscard]] std::string_view name_of(SampleState state);
[[nodiscard]] std::string_view name_of(IdentityState state);
[[nodiscard]] std::string_view name_of(ObjectLabel label);

/// Was it seen, was it not, or could nobody have seen it?
enum class Sign : std::uint8_t { NotMeasured, NotSeen, Seen };

/// What one sample says to each rule that lasts.
struct Signs {
    Sign face_absent{};
    Sign extra_face{};
    Sign looking_away{};
    Sign covered{};
    Sign too_dark{};
    Sign blurred{};
    Sign frozen{};
    bool clear{};  ///< the picture is good enough to say what is not in it
};

/// Against what a pose is held.
struct PoseReference {
    std::optional<HeadPose> baseline{};
    bool away_already{false};  ///< it is over only at `back` less
};

/// Without a baseline no pose says anything.
[[nodiscard]] Signs signs_of(const Observation& observation,
                             const ProctoringRules& rules,
                             const PoseReference& reference);

/// In the order of SampleState. Without a baseline the camera's axis stands for that of yaw, and
/// pitch says nothing: it differs too much from one person to another.
[[nodiscard]] std::vector<SampleState> states_of(const Observation& observation,
                                                 const ProctoringRules& rules,
                                                 const std::optional<HeadPose>& baseline = {});

/// What a distance means: match, uncertain or mismatch.
[[nodiscard]] IdentityState identity_of(int distance, const IdentityRules& rules);

/// The candidate's face: the largest that counts; null where there is none.
[[nodiscard]] const SeenFace* main_face(const Observation& observation, const FaceRules& rules);

/// The surest of the others that counts as somebody else; null where there is none.
[[nodiscard]] const SeenFace* extra_face(const Observation& observation, const FaceRules& rules);

}  // namespace probant::engine
