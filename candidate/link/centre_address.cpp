// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/centre_address.h"

#include <charconv>
#include <system_error>

namespace probant::candidate {
namespace {

constexpr std::string_view kScheme = "https://";

std::optional<std::uint16_t> read_port(std::string_view digits) {
    std::uint16_t port = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, port);
    if (error != std::errc{} || stop != end || port == 0) return std::nullopt;
    return port;
}

}  // namespace

std::string CentreAddress::url() const {
    return std::string(kScheme) + host + ':' + std::to_string(port);
}

std::optional<CentreAddress> read_centre_address(std::string_view url) {
    if (!url.starts_with(kScheme)) return std::nullopt;
    url.remove_prefix(kScheme.size());
    if (url.ends_with('/')) url.remove_suffix(1);
    CentreAddress address;
    if (const auto colon = url.find(':'); colon != std::string_view::npos) {
        const auto port = read_port(url.substr(colon + 1));
        if (!port) return std::nullopt;
        address.port = *port;
        url = url.substr(0, colon);
    }
    // An address of IPv6 would need brackets; a station's centre has a name in /etc/hosts.
    const bool plain = !url.empty() && url.find_first_of("/?#@[] ") == std::string_view::npos;
    if (!plain) return std::nullopt;
    address.host = url;
    return address;
}

}  // namespace probant::candidate
