// candidate/vision/figures.h: what a picture is as a whole: how light, how sharp, how changed.
//
// Role        The figures of engine/proctoring/observation.h, of a picture made grey and 320 x 240.
// Invariants  Whole numbers of the same picture are the same on every machine with this OpenCV.
//             `exact` is of every pixel of the picture as it came, `hash` survives another
//             encoding.
// Threads     A meter belongs to one thread and reads the pictures of one camera, in order.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include <opencv2/core.hpp>

#include "engine/proctoring/observation.h"

namespace probant::candidate {

/// Sixty-four bits of a grey picture: of its 8 x 8 longest waves that go both ways, which add?
[[nodiscard]] std::uint64_t perceptual_hash(const cv::Mat& grey);

/// Of the size and of every byte.
[[nodiscard]] std::uint64_t exact_hash(const cv::Mat& picture);

class FigureMeter {
public:
    /// Of an 8-bit BGR picture of any size but empty.
    [[nodiscard]] engine::PictureFigures measure(const cv::Mat& picture);

private:
    cv::Mat before_;
};

}  // namespace probant::candidate
