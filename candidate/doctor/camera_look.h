// candidate/doctor/camera_look.h: what the camera of a station gives when it is opened.
//
// Role        Opens a device of V4L2, or a film in its place, and takes a few frames.
// Invariants  The device is closed again at the end. No file, however broken, is an exception.
// Threads     One at a time; waits for the frames.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "candidate/vision/pictures.h"

namespace probant::candidate::doctor {

/// "/dev/video0", or "film:FILE" with options after a "?" that matter only while an exam runs.
struct CameraPlace {
    std::string path{};
    bool film{};
};

[[nodiscard]] std::optional<CameraPlace> camera_place(std::string_view text);

enum class CameraOpening : std::uint8_t {
    Missing,  ///< nothing is there
    Refused,  ///< something is, and cannot be opened
    Silent,   ///< it was opened and gave no frame
    Open
};

struct CameraLook {
    CameraPlace place{};
    CameraOpening opening{};
    std::string format{};  ///< "MJPG"; empty where it does not say
    double fps{};          ///< as the frames came; of a film, as it says
    std::vector<Frame> frames{};
};

[[nodiscard]] CameraLook look_at_camera(const CameraPlace& place);

}  // namespace probant::candidate::doctor
