// candidate/integrity/address.h: addresses of the network, and which net they are in.
//
// Role     Reads what a person writes ("10.1.0.0/24", "[2001:db8::1]:443") and what the kernel
//          writes; says whether an address is in a net.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probant::candidate::integrity {

/// Of IPv6; one of IPv4 is ::ffff:a.b.c.d.
struct Address {
    std::array<unsigned char, 16> bytes{};

    friend bool operator==(const Address&, const Address&) = default;
};

struct Network {
    Address address{};
    int bits{};  ///< of the 128
};

struct Place {
    Address address{};
    std::uint16_t port{};
};

/// Numbers only: nothing here asks for a name.
[[nodiscard]] std::optional<Address> address_of(std::string_view text);
[[nodiscard]] std::optional<Network> network_of(std::string_view text);
[[nodiscard]] std::optional<Place> place_in_network(std::string_view text);

/// As /proc/net/route writes them: eight digits, the bytes as this processor holds them.
[[nodiscard]] std::optional<Address> address_of_route(std::string_view digits);

[[nodiscard]] bool is_in(const Address& address, const Network& network);

/// Of this machine alone: 127.… and ::1.
[[nodiscard]] bool is_loopback(const Address& address);

[[nodiscard]] std::string text_of(const Address& address);

}  // namespace probant::candidate::integrity
