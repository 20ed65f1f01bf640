// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/address.h"

#include <algorithm>
#include <cstring>
#include <span>

#include <arpa/inet.h>

#include "candidate/integrity/machine_files.h"

namespace probant::candidate::integrity {
namespace {

constexpr int kBits = 128;
constexpr int kBitsBeforeIpv4 = 96;
constexpr std::array<unsigned char, 12> kMappedIpv4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

bool is_ipv4(const Address& address) {
    return std::ranges::equal(std::span(address.bytes).first(kMappedIpv4.size()), kMappedIpv4);
}

Address mapped(std::uint32_t as_in_memory) {
    Address address;
    std::ranges::copy(kMappedIpv4, address.bytes.begin());
    std::memcpy(address.bytes.data() + kMappedIpv4.size(), &as_in_memory, sizeof as_in_memory);
    return address;
}

}  // namespace

std::optional<Address> address_of(std::string_view text) {
    const std::string ended(text);
    in_addr ipv4{};
    if (inet_pton(AF_INET, ended.c_str(), &ipv4) == 1) return mapped(ipv4.s_addr);
    Address address;
    if (inet_pton(AF_INET6, ended.c_str(), address.bytes.data()) != 1) return std::nullopt;
    return address;
}

std::optional<Network> network_of(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = address_of(text.substr(0, slash));
    if (!address) return std::nullopt;
    const int before = is_ipv4(*address) ? kBitsBeforeIpv4 : 0;
    if (slash == std::string_view::npos) return Network{.address = *address, .bits = kBits};
    const auto bits = whole_number(text.substr(slash + 1));
    if (!bits || *bits > static_cast<std::uint64_t>(kBits - before)) return std::nullopt;
    return Network{.address = *address, .bits = before + static_cast<int>(*bits)};
}

std::optional<Place> place_in_network(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const auto address = address_of(host);
    const auto port = whole_number(text.substr(colon + 1));
    if (!address || !port || *port == 0 || *port > 0xFFFF) return std::nullopt;
    return Place{.address = *address, .port = static_cast<std::uint16_t>(*port)};
}

std::optional<Address> address_of_route(std::string_view digits) {
    constexpr std::size_t kDigits = 8;
    const auto number = whole_number(digits, 16);
    if (digits.size() != kDigits || !number) return std::nullopt;
    return mapped(static_cast<std::uint32_t>(*number));
}

bool is_in(const Address& address, const Network& network) {
    const auto whole = static_cast<std::size_t>(network.bits / 8);
    const auto same = std::span(address.bytes).first(whole);
    if (!std::ranges::equal(same, std::span(network.address.bytes).first(whole))) return false;
    const int rest = network.bits % 8;
    if (rest == 0) return true;
    const unsigned shift = 8U - static_cast<unsigned>(rest);
    return address.bytes.at(whole) >> shift == network.address.bytes.at(whole) >> shift;
}

bool is_loopback(const Address& address) {
    Address own;
    own.bytes.back() = 1;
    return address == own || (is_ipv4(address) && address.bytes.at(kMappedIpv4.size()) == 127);
}

std::string text_of(const Address& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool ipv4 = is_ipv4(address);
    const unsigned char* const from = address.bytes.data() + (ipv4 ? kMappedIpv4.size() : 0);
    inet_ntop(ipv4 ? AF_INET : AF_INET6, from, text.data(), text.size());
    return text.data();
}

}  // namespace probant::candidate::integrity
