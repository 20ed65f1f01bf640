// candidate/vision/head_pose.h: where a head points, from points on its face.
//
// Role        Four of the 468 landmarks span the face: the outer corners of the eyes, forehead and
//             chin. What stands upright on them is where the face looks.
// Invariants  Yaw is + to the person's left, pitch + up; the roll of the head, or of the camera, is
//             taken away first. Relative angles are good, absolute ones differ from face to face:
//             the rules compare with a baseline of each person.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "engine/proctoring/observation.h"

namespace probant::candidate {

/// Of MediaPipe's mesh: x to the right, y down, z away from the camera, all in one unit.
using Landmarks = std::vector<cv::Point3f>;

constexpr std::size_t kLandmarks = 468;

/// The landmarks this program reads, named from the person's own side.
enum class Landmark : std::size_t {
    NoseTip = 1,
    Forehead = 10,
    RightEyeOuter = 33,
    MouthRight = 61,
    RightEyeInner = 133,
    Chin = 152,
    LeftEyeOuter = 263,
    MouthLeft = 291,
    LeftEyeInner = 362,
};

[[nodiscard]] inline const cv::Point3f& at(const Landmarks& points, Landmark which) {
    return points.at(static_cast<std::size_t>(which));
}

/// None where the four points are no face: they lie on a line.
[[nodiscard]] std::optional<engine::HeadPose> pose_of(const Landmarks& points);

}  // namespace probant::candidate
