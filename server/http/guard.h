// server/http/guard.h: who may talk to this server, judged from the headers alone.
//
// Role        Host allow-list (a rebound DNS name reaches us under its own name) and same-origin
//             rules for whatever changes state or opens a WebSocket.
// Invariants  A browser always says where a state change comes from (Origin, Sec-Fetch-Site): what
//             it says must be this server. A program says neither, but then carries no cookie.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/request.h"

namespace probant::server {

/// The host without its port, lower case: "centre.example", "[::1]". Nothing when malformed.
[[nodiscard]] std::optional<std::string> host_name_of(std::string_view host);

/// Whether a Host header can ever match this line of a configuration: lower case, no port, no path.
[[nodiscard]] bool is_host_spelling(std::string_view line);

[[nodiscard]] bool is_allowed_host(const Request& request, const std::vector<std::string>& hosts);

/// True for a state change or an upgrade that another site could have made a browser send.
[[nodiscard]] bool comes_from_elsewhere(const Request& request, bool is_upgrade);

}  // namespace probant::server
