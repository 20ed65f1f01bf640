// candidate/vision/square.h: pictures scaled, turned and cut to what a network reads.
//
// Role        Every crop comes with the matrix that made it, so that what is found in it can be
//             told in the pixels of the picture it came from.
// Invariants  Nothing is stretched: what is missing is black.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <opencv2/core.hpp>

namespace probant::candidate {

struct Square {
    cv::Mat picture;
    cv::Matx23d made;  // from the pixels of the picture it came from to its own
};

/// The whole picture, centred in a frame of this size.
[[nodiscard]] Square into_frame(const cv::Mat& picture, cv::Size frame);

/// The whole picture, centred in a square of this side.
[[nodiscard]] Square into_square(const cv::Mat& picture, int side);

/// What lies around a point: a square of `reach` pixels, upright once turned by `roll` radians.
struct Region {
    cv::Point2f center;
    float reach{};
    float roll{};
};

[[nodiscard]] Square cut_square(const cv::Mat& picture, const Region& region, int side);

}  // namespace probant::candidate
