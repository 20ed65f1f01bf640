// center/outbox/registry_address.h: where the registry is, read from the configuration.
//
// Role     Refuses at start what the outbox could not use.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probant::center {

struct RegistryAddress {
    std::string host{};
    std::uint16_t port{};
    bool secure{true};
};

/// "https://registry.example:8443"; "http" is for loopback only. Nothing else is an address.
[[nodiscard]] std::optional<RegistryAddress> read_registry_address(std::string_view url);

}  // namespace probant::center
