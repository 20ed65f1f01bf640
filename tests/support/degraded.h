// tests/support/degraded.h: what a bad camera, a dark room and a hand make of a picture.
//
// Role        The same picture made worse in ways that are named, for tests that go picture by
//             picture and for the bench that counts.
// Invariants  The same picture gives the same bytes: the noise has a seed.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <string_view>

#include <opencv2/core.hpp>

namespace probant::tests {

enum class Degradation {
    Clean,
    Dark,          // a quarter of the light, and the noise of a webcam
    VeryDark,      // an eighth of it
    Blurred,       // out of focus by a twenty-fifth of the face
    RolledLeft,    // by 40 degrees
    RolledRight,   // the other way
    Small,         // the face has 60 pixels of 640 x 480
    SmallInLarge,  // … of 1280 x 720
    Masked,        // the lower half of the face is one colour
    HalfCovered,   // the left half of it is
    Recoded        // a JPEG of quality 30
};

inline constexpr std::array kDegradations{Degradation::Clean,
                                          Degradation::Dark,
                                          Degradation::VeryDark,
                                          Degradation::Blurred,
                                          Degradation::RolledLeft,
                                          Degradation::RolledRight,
                                          Degradation::Small,
                                          Degradation::SmallInLarge,
                                          Degradation::Masked,
                                          Degradation::HalfCovered,
                                          Degradation::Recoded};

[[nodiscard]] std::string_view name_of(Degradation degradation);

/// `face` is where the face is in the picture.
[[nodiscard]] cv::Mat degraded(const cv::Mat& picture, const cv::Rect& face, Degradation how);

}  // namespace probant::tests
