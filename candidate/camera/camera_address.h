// candidate/camera/camera_address.h: which camera, as it is typed and configured.
//
// Role     Reads "/dev/video0", or "film:FILE?rate=real" with "&loop=1" to start again at its end:
//          a film in the camera's place, for tests and demonstrations.
// Threads  Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace probant::candidate {

struct CameraAddress {
    std::string path{};
    bool film{};
    bool again{};  ///< the film starts again at its end

    friend bool operator==(const CameraAddress&, const CameraAddress&) = default;
};

[[nodiscard]] std::optional<CameraAddress> read_camera_address(std::string_view text);

}  // namespace probant::candidate
