// candidate/doctor/camera_checks.h: is the camera good enough, the room light enough, the processor
// quick enough?
//
// Role     Judges what a look at the camera gave; measures what looking at its frames costs.
// Threads  Free functions; one thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "candidate/doctor/camera_look.h"
#include "candidate/doctor/check.h"
#include "engine/proctoring/observation.h"

namespace probant::candidate::doctor {

[[nodiscard]] Check check_camera(const CameraLook& look);

/// What its frames are as pictures.
[[nodiscard]] std::vector<engine::PictureFigures> figures_of(const std::vector<Frame>& frames);

[[nodiscard]] Check check_light(const std::vector<engine::PictureFigures>& figures);

/// Of the processor, for one look; the median.
struct LookCost {
    std::optional<double> faces_ms{};  ///< presence and pose
    std::optional<double> objects_ms{};
};

[[nodiscard]] LookCost cost_of(const std::vector<Frame>& frames,
                               const std::filesystem::path& models);

[[nodiscard]] Check check_cost(const LookCost& cost);

}  // namespace probant::candidate::doctor
