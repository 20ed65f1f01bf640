// SPDX-License-Identifier: EUPL-1.2
#include "server/http/cookie.h"

#include "crypto/base/ensure.h"

namespace probant::server {
namespace {

constexpr std::string_view kAttributes = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";

bool is_made_of(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

std::string set_cookie(std::string_view name, std::string_view value, std::chrono::seconds lasts) {
    return host_cookie_name(name) + '=' + std::string(value) + std::string(kAttributes) +
           std::to_string(lasts.count());
}

}  // namespace

std::string host_cookie_name(std::string_view name) {
    ENSURE(!name.empty() && is_made_of(name, "abcdefghijklmnopqrstuvwxyz0123456789-"));
    return "__Host-" + std::string(name);
}

void set_host_cookie(Reply& reply,
                     std::string_view name,
                     std::string_view value,
                     std::chrono::seconds lasts) {
    ENSURE(is_made_of(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"));
    reply.with("Set-Cookie", set_cookie(name, value, lasts));
}

void clear_host_cookie(Reply& reply, std::string_view name) {
    reply.with("Set-Cookie", set_cookie(name, "", std::chrono::seconds{0}));
}

}  // namespace probant::server
