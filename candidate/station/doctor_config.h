// candidate/station/doctor_config.h: what the doctor takes from the station's configuration.
//
// Role     Reads the same file as the station itself. Nothing of it is needed: each of these can
//          be typed instead.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "candidate/integrity/config.h"

namespace probant::candidate::station {

struct DoctorConfig {
    std::string centre{};     ///< its URL
    std::string authority{};  ///< PEM file
    std::string camera{};
    std::string models{};
    integrity::IntegrityConfig usual{};
};

/// Throws Misuse with every fault of the file.
[[nodiscard]] DoctorConfig read_doctor_config(const std::filesystem::path& file);

}  // namespace probant::candidate::station
