// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/head_pose.h"

#include <cmath>
#include <numbers>

#include <catch2/catch.hpp>

using namespace probant::candidate;
using probant::engine::HeadPose;

namespace {

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

struct Turn {
    double yaw;    // degrees, the nose goes to the person's left, the right of the picture
    double pitch;  // the nose goes up
    double roll;   // clockwise in the picture
};

// Where a point of a head that looks ahead comes to lie: x right, y down, z away from the camera.
cv::Point3f turned(const cv::Point3d& point, const Turn& turn) {
    const double p = radians(turn.pitch);
    const double y = radians(turn.yaw);
    const double r = radians(turn.roll);
    const cv::Point3d nodded(point.x,
                             point.y * std::cos(p) + point.z * std::sin(p),
                             point.z * std::cos(p) - point.y * std::sin(p));
    const cv::Point3d shaken(nodded.x * std::cos(y) - nodded.z * std::sin(y),
                             nodded.y,
                             nodded.z * std::cos(y) + nodded.x * std::sin(y));
    return {static_cast<float>(shaken.x * std::cos(r) - shaken.y * std::sin(r)),
            static_cast<float>(shaken.y * std::cos(r) + shaken.x * std::sin(r)),
            static_cast<float>(shaken.z)};
}

// The four points that span a face, elsewhere nothing.
Landmarks face(const Turn& turn) {
    Landmarks points(kLandmarks);
    const auto put = [&](Landmark which, const cv::Point3d& at) {
        points.at(static_cast<std::size_t>(which)) = turned(at, turn);
    };
    put(Landmark::RightEyeOuter, {-45, 0, 0});
    put(Landmark::LeftEyeOuter, {45, 0, 0});
    put(Landmark::Forehead, {0, -60, 0});
    put(Landmark::Chin, {0, 90, 0});
    return points;
}

HeadPose pose(const Turn& turn) {
    return pose_of(face(turn)).value();
}

}  // namespace

TEST_CASE("The nose of the test's own head goes up and to the right of the picture") {
    const auto nose = turned({0, 0, -50}, {.yaw = 20, .pitch = 10, .roll = 0});

    CHECK(nose.x > 10);
    CHECK(nose.y < -5);
}

TEST_CASE("A head that looks ahead has no yaw and no pitch") {
    CHECK(pose({0, 0, 0}) == HeadPose{.yaw = 0, .pitch = 0});
}

TEST_CASE("Yaw is + to the person's left and pitch + up, in tenths of a degree") {
    CHECK(pose({30, 0, 0}) == HeadPose{.yaw = 300, .pitch = 0});
    CHECK(pose({-30, 0, 0}) == HeadPose{.yaw = -300, .pitch = 0});
    CHECK(pose({0, 25, 0}) == HeadPose{.yaw = 0, .pitch = 250});
    CHECK(pose({0, -25, 0}) == HeadPose{.yaw = 0, .pitch = -250});
}

TEST_CASE("The roll of a head changes neither its yaw nor its pitch") {
    for (const double roll : {-80.0, -40.0, 15.0, 40.0, 80.0}) {
        CAPTURE(roll);
        CHECK(pose({35, -20, roll}) == HeadPose{.yaw = 350, .pitch = -200});
    }
}

TEST_CASE("The size of a face changes nothing of its pose") {
    auto points = face({35, -20, 10});
    for (auto& point : points)
        point *= 0.2F;

    CHECK(pose_of(points) == HeadPose{.yaw = 350, .pitch = -200});
}

TEST_CASE("Points that are no face have no pose") {
    CHECK_FALSE(pose_of(Landmarks(kLandmarks)));

    auto points = face({0, 0, 0});
    points.at(static_cast<std::size_t>(Landmark::Forehead)) = {-60, 0, 0};
    points.at(static_cast<std::size_t>(Landmark::Chin)) = {90, 0, 0};

    CHECK_FALSE(pose_of(points));
}
