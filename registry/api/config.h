// registry/api/config.h: the one configuration of a registry.
//
// Role        Read once from a TOML file (deploy/config/registry.toml.example), immutable after. An
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
#include "crypto/trust/trust.h"
#include "server/config/config.h"

namespace probant::registry {

enum class IssuePolicy { AfterJury, OnAcceptance };

struct RegistryConfig {
    std::string name{};  ///< for people, on certificates
    std::string did{};   ///< "did:web:registry.example"
    crypto::TrustMode mode{crypto::TrustMode::Production};
    IssuePolicy issue{IssuePolicy::AfterJury};
    std::string verify_url{};  ///< a certificate's code is appended

    std::string address{};
    std::uint16_t port{};
    std::filesystem::path certificate{};
    std::filesystem::path certificate_key{};
    std::optional<std::uint16_t> plain_port{};  ///< plain HTTP on loopback: in demo only
    std::vector<std::string> hosts{};

    std::filesystem::path data{};
    std::filesystem::path banks{};
    std::filesystem::path pages{};
    std::filesystem::path trust{};

    std::filesystem::path machine_secret{};
    std::filesystem::path receipt_key{};
    std::filesystem::path certificate_signing_key{};
    std::filesystem::path age_key{};

    std::optional<std::filesystem::path> log_file{};
};

[[nodiscard]] Result<RegistryConfig, server::ConfigFaults> load_registry_config(
    const std::filesystem::path& file);

}  // namespace probant::registry
