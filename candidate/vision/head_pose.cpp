// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/head_pose.h"

#include <algorithm>
#include <cmath>

namespace probant::candidate {
namespace {

// A face spans more pixels than this in each direction, or there is nothing to measure.
constexpr double kSpanLeast = 1e-3;

cv::Vec3d from_to(const cv::Point3f& from, const cv::Point3f& to) {
    return {static_cast<double>(to.x) - from.x,
            static_cast<double>(to.y) - from.y,
            static_cast<double>(to.z) - from.z};
}

int tenths(double radians) {
    return static_cast<int>(std::lround(radians * 1800 / CV_PI));
}

}  // namespace

std::optional<engine::HeadPose> pose_of(const Landmarks& points) {
    cv::Vec3d across =
        from_to(at(points, Landmark::RightEyeOuter), at(points, Landmark::LeftEyeOuter));
    cv::Vec3d down = from_to(at(points, Landmark::Forehead), at(points, Landmark::Chin));
    if (cv::norm(across) < kSpanLeast) return std::nullopt;
    across /= cv::norm(across);
    down -= across * across.dot(down);
    if (cv::norm(down) < kSpanLeast) return std::nullopt;
    down /= cv::norm(down);
    const cv::Vec3d ahead = -across.cross(down);
    // The eyes' line in the picture is the roll, whatever the yaw and the pitch: turned back by it,
    // the direction is that of an upright head.
    const double roll = std::atan2(across[1], across[0]);
    const double side = ahead[0] * std::cos(roll) + ahead[1] * std::sin(roll);
    const double below = ahead[1] * std::cos(roll) - ahead[0] * std::sin(roll);
    return engine::HeadPose{.yaw = tenths(std::atan2(side, -ahead[2])),
                            .pitch = tenths(-std::asin(std::clamp(below, -1.0, 1.0)))};
}

}  // namespace probant::candidate
