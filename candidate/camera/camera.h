// candidate/camera/camera.h: frames with their time and number, five in a second.
//
// Role        One opening of a camera, from open_camera() to its end: a device of V4L2, or a film
//             at its own pace. What goes wrong is one of two things: there is none any more, or
//             what it gives is no picture.
// Invariants  The device is held for as long as the Camera lives, not a moment longer. Time and
//             number begin with the opening and never go back; a frame is 8-bit BGR. No device and
//             no file, however broken, is an exception.
// Threads     One thread at a time; next() waits for the frame.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>

#include "candidate/camera/camera_address.h"
#include "candidate/vision/pictures.h"
#include "crypto/base/result.h"

namespace probant::candidate {

/// Between two frames that are looked at.
constexpr engine::Duration kFramePeriod{200};

constexpr int kFrameWidth = 640;
constexpr int kFrameHeight = 480;

enum class CameraFault : std::uint8_t { Missing, Unreadable };

class Camera {
public:
    Camera() = default;
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;
    Camera(Camera&&) = delete;
    Camera& operator=(Camera&&) = delete;
    virtual ~Camera() = default;

    /// After a fault nothing more comes: open it again.
    [[nodiscard]] virtual Result<Frame, CameraFault> next() = 0;
};

[[nodiscard]] Result<std::unique_ptr<Camera>, CameraFault> open_camera(
    const CameraAddress& address);

}  // namespace probant::candidate
