// candidate/link/centre_address.h: where the centre is, as it is typed and configured.
//
// Role     Reads "https://NAME:PORT" and nothing else: a station never speaks in the clear.
// Threads  Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probant::candidate {

struct CentreAddress {
    std::string host{};
    std::uint16_t port{443};

    /// "https://examen.example:8443"
    [[nodiscard]] std::string url() const;
};

[[nodiscard]] std::optional<CentreAddress> read_centre_address(std::string_view url);

}  // namespace probant::candidate
