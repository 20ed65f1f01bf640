// tests/support/drawn_head.h: a head drawn by us, that looks where it is told.
//
// Role     A picture of nobody, at angles that are known: what it proves is the sign of an angle
//          and how it changes, never how well a real face is measured.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <opencv2/core.hpp>

namespace probant::tests {

/// In degrees: yaw + to the head's own left, pitch + up, roll + clockwise in the picture.
struct HeadAngles {
    double yaw = 0;
    double pitch = 0;
    double roll = 0;
};

struct DrawnHead {
    HeadAngles angles{};
    cv::Size size{640, 480};
    double width = 160;  // of the head, pixels
    cv::Point2d center{320, 240};
    cv::Mat behind{};  // a picture of this size; a plain wall where there is none
};

[[nodiscard]] cv::Mat draw(const DrawnHead& head);

}  // namespace probant::tests
