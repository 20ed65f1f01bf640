// SPDX-License-Identifier: EUPL-1.2
#include "server/http/guard.h"

#include <algorithm>

#include "server/http/ascii.h"

namespace probant::server {
namespace {

constexpr std::size_t kHostMax = 255;

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_own_origin(const Request& request, std::string_view origin) {
    const std::string own = (request.secure ? "https://" : "http://") +
                            std::string(request.header("host").value_or(""));
    return lowered(origin) == lowered(own);
}

}  // namespace

std::optional<std::string> host_name_of(std::string_view host) {
    if (host.empty() || host.size() > kHostMax) return std::nullopt;
    const auto bracket = host.starts_with('[') ? host.find(']') : 0;
    if (bracket == std::string_view::npos) return std::nullopt;
    const auto colon = host.find(':', bracket);
    if (colon != std::string_view::npos && !is_port(host.substr(colon + 1))) return std::nullopt;
    auto name = lowered(host.substr(0, colon));
    if (name.empty()) return std::nullopt;
    return name;
}

bool is_host_spelling(std::string_view line) {
    return line.find_first_of("/*@ ") == std::string_view::npos && host_name_of(line) == line;
}

bool is_allowed_host(const Request& request, const std::vector<std::string>& hosts) {
    const auto name = host_name_of(request.header("host").value_or(""));
    return name && std::ranges::find(hosts, *name) != hosts.end();
}

bool comes_from_elsewhere(const Request& request, bool is_upgrade) {
    if (!is_upgrade && !changes_state(request.method)) return false;
    const auto site = request.header("sec-fetch-site");
    const auto origin = request.header("origin");
    if (request.count_of("origin") > 1 || request.count_of("sec-fetch-site") > 1) return true;
    if (site && *site != "same-origin") return true;
    if (origin && !is_own_origin(request, *origin)) return true;
    const bool is_silent = is_upgrade ? !origin : !origin && !site;
    return is_silent && request.count_of("cookie") > 0;
}

}  // namespace probant::server
