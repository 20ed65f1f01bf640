// candidate/vision/found_face.h: a face as a detector gives it, and how two of them are told apart.
//
// Role        What the detectors, the search and the landmarks hand to one another, in pixels of
//             the picture that was searched.
// Invariants  keep_best leaves no two faces that overlap by more than kSameFace, the surest first.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace probant::candidate {

/// Two boxes that share more than this of their union are one face seen twice.
constexpr float kSameFace = 0.3F;

/// A box of which this much lies within a surer one is a part of the same face.
constexpr float kInsideFace = 0.6F;

struct FoundFace {
    cv::Rect2f box;
    float score{};  // 0 to 1
    float roll{};   // of the line through the eyes, radians, + clockwise in the picture
};

/// The area two boxes share, as a part of the area of both together.
[[nodiscard]] float overlap(const cv::Rect2f& one, const cv::Rect2f& other);

/// Non-maximum suppression: the surest first, without those seen twice.
[[nodiscard]] std::vector<FoundFace> keep_best(std::vector<FoundFace> faces);

/// A face found in a picture that was made from another by this 2 x 3 matrix, told in the pixels
/// of the other.
[[nodiscard]] FoundFace moved_back(const FoundFace& face, const cv::Matx23d& made);

}  // namespace probant::candidate
