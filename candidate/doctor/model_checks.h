// candidate/doctor/model_checks.h: is each network there, and is it the one that is pinned?
//
// Role     One check a network: what it is for, its digest, and what the station does without.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>

#include "candidate/doctor/check.h"
#include "candidate/vision/models.h"

namespace probant::candidate::doctor {

/// `fault`: why it cannot be had; none where it can.
[[nodiscard]] Check check_model(Model model, std::optional<ModelFault> fault);

[[nodiscard]] Checks check_models(const std::filesystem::path& folder);

}  // namespace probant::candidate::doctor
