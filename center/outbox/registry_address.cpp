// SPDX-License-Identifier: EUPL-1.2
#include "center/outbox/registry_address.h"

#include <charconv>

namespace probant::center {
namespace {

constexpr std::uint16_t kHttpsPort = 443;

bool is_loopback(std::string_view host) {
    return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

}  // namespace

std::optional<RegistryAddress> read_registry_address(std::string_view url) {
    RegistryAddress address{.port = kHttpsPort};
    if (url.starts_with("https://")) {
        url.remove_prefix(8);
    } else if (url.starts_with("http://")) {
        url.remove_prefix(7);
        address.secure = false;
    } else {
        return std::nullopt;
    }
    if (url.ends_with('/')) url.remove_suffix(1);
    const auto colon = url.rfind(':');
    const auto bracket = url.rfind(']');
    const bool has_port =
        colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    if (has_port) {
        const auto digits = url.substr(colon + 1);
        const auto* end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, address.port);
        if (error != std::errc{} || stop != end || address.port == 0) return std::nullopt;
        url = url.substr(0, colon);
    }
    address.host = url;
    const bool plain = url.find_first_of("/?#@ ") == std::string_view::npos && !url.empty();
    if (!plain || (!address.secure && !is_loopback(url))) return std::nullopt;
    return address;
}

}  // namespace probant::center
