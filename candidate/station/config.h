// candidate/station/config.h: the one configuration of a station.
//
// Role        Read once from a TOML file (deploy/config/station.toml.example), immutable after. An
//             unknown or missing key refuses to start and names its line.
// Threads     Immutable once read.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "candidate/integrity/config.h"
#include "candidate/link/centre_address.h"
#include "crypto/base/result.h"
#include "server/config/config.h"

namespace probant::candidate::station {

/// Where a package installs it.
constexpr const char* kConfigFile = "/etc/probant/station.toml";

struct StationConfig {
    CentreAddress centre{};
    std::filesystem::path authority{};  ///< the only one believed for the centre's TLS
    std::string camera{};               ///< as --camera takes it
    std::filesystem::path models{};
    std::vector<std::string> kiosk_command{};
    std::filesystem::path kiosk_home{};
    integrity::IntegrityConfig usual{};
    std::optional<std::filesystem::path> log_file{};
};

[[nodiscard]] Result<StationConfig, server::ConfigFaults> load_station_config(
    const std::filesystem::path& file);

}  // namespace probant::candidate::station
