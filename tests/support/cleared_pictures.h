// tests/support/cleared_pictures.h: photographs whose rights are known, where Debian puts them.
//
// Role     Tests of what a camera sees want faces, and this repository holds no photograph of
//          anybody. astronaut (NASA, public domain), camera (CC0) and what shows nobody come with
//          python3-skimage, grace_hopper (US Navy, public domain) with python-matplotlib-data.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <opencv2/core.hpp>

namespace probant::tests {

/// Of one person each, who looks about at the camera.
inline constexpr std::array<std::string_view, 2> kOnePerson{"astronaut.png", "grace_hopper.jpg"};

/// Of nobody.
inline constexpr std::array<std::string_view, 8> kNobody{"coffee.png",
                                                         "rocket.jpg",
                                                         "retina.jpg",
                                                         "chelsea.png",
                                                         "coins.png",
                                                         "page.png",
                                                         "brick.png",
                                                         "motorcycle_left.png"};

[[nodiscard]] std::optional<std::string> cleared_file(std::string_view name);

/// None where the package that holds it is not installed.
[[nodiscard]] std::optional<cv::Mat> cleared_picture(std::string_view name);

}  // namespace probant::tests
