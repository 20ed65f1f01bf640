// candidate/doctor/examination.h: everything that is looked at before an exam, in order.
//
// Role     Looks at the camera, the networks, the machine, the centre and what the station keeps,
//          and gives one check for each.
// Threads  One at a time; waits for the camera, the display and the network.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "candidate/doctor/camera_look.h"
#include "candidate/doctor/centre_checks.h"
#include "candidate/doctor/check.h"
#include "candidate/integrity/config.h"

namespace probant::candidate::doctor {

struct Examination {
    CameraPlace camera{};
    std::filesystem::path models{};
    std::optional<CentrePlace> centre{};
    std::filesystem::path state{};  ///< where the station keeps what it does
    integrity::IntegrityConfig usual{};
};

[[nodiscard]] Checks examine(const Examination& examination, std::int64_t wall_ms);

}  // namespace probant::candidate::doctor
