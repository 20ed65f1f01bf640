// server/http/cookie.h: the only cookies Probant sets: `__Host-`, Secure, HttpOnly, Strict.
//
// Role     Builds Set-Cookie values. `__Host-` cookies also work in Chromium on plain
//          http://localhost, which the demonstration uses.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/http/reply.h"

namespace probant::server {

/// "__Host-<name>": the name to ask Request::cookie for. `name` is [a-z0-9-]+ (ENSUREd).
[[nodiscard]] std::string host_cookie_name(std::string_view name);

/// `value` is made of base64url characters (ENSUREd).
void set_host_cookie(Reply& reply,
                     std::string_view name,
                     std::string_view value,
                     std::chrono::seconds lasts);
void clear_host_cookie(Reply& reply, std::string_view name);

}  // namespace probant::server
