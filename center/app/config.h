// center/app/config.h: the one configuration of a centre.
//
// Role        Read once from a TOML file (deploy/config/center.toml.example), immutable after. An
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

#include "crypto/base/result.h"
#include "server/config/config.h"

namespace probant::center {

enum class Mode { Production, Demo };

struct CentreConfig {
    std::string id{};    ///< "FR-0042": as in the centre's key
    std::string name{};  ///< for people
    Mode mode{Mode::Production};

    std::string address{};
    std::uint16_t port{};
    std::filesystem::path certificate{};
    std::filesystem::path certificate_key{};
    std::optional<std::filesystem::path> authority{};  ///< that stations believe, for its words
    std::optional<std::uint16_t> plain_port{};         ///< plain HTTP on loopback: in demo only
    std::vector<std::string> hosts{};

    std::filesystem::path data{};
    std::filesystem::path package{};
    std::filesystem::path pages{};
    std::filesystem::path trust{};

    std::filesystem::path machine_secret{};
    std::filesystem::path centre_key{};
    std::filesystem::path invigilator_keys{};

    std::string registry_url{};
    std::filesystem::path registry_ca{};

    std::size_t stations{};
    std::optional<std::filesystem::path> log_file{};
};

[[nodiscard]] Result<CentreConfig, server::ConfigFaults> load_centre_config(
    const std::filesystem::path& file);

}  // namespace probant::center
