// engine/proctoring/baseline.h: how this person holds the head, at this desk, before this camera.
//
// Role        The median yaw and pitch of the first 10 to 20 seconds: cameras stand anywhere, and
//             pitch differs from one face to another. Until it is had, no pose says anything.
// Invariants  Once had it stays, until the camera is opened again. A head that moves much gives
//             none: the middle half of the poses must lie close together.
// Threads     A value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <optional>

#include "engine/proctoring/observation.h"
#include "engine/proctoring/rules.h"

namespace probant::engine {

class Baseline {
public:
    explicit Baseline(const LookingAwayRules& rules) : rules_(rules) {}

    /// The pose of the candidate in a clear picture, later than the one before.
    void add(Duration at, const HeadPose& pose);

    [[nodiscard]] const std::optional<HeadPose>& pose() const { return pose_; }

private:
    struct Posed {
        Duration at{};
        HeadPose pose{};
    };

    LookingAwayRules rules_;
    std::deque<Posed> poses_{};
    std::optional<HeadPose> pose_{};
};

}  // namespace probant::engine
