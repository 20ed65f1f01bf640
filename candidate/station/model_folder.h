// candidate/station/model_folder.h: where a station's networks are, unless it is told.
//
// Role     What deploy/models fills: beside a build, or where a package installs.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

namespace probant::candidate::station {

[[nodiscard]] std::filesystem::path model_folder();

}  // namespace probant::candidate::station
