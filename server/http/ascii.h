// server/http/ascii.h: small letters of ASCII, whatever the locale.
//
// Role     Names of headers, hosts and origins compare without case; std::tolower asks the locale.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace probant::server {

constexpr char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A'))
                                                : character;
}

inline std::string lowered(std::string_view text) {
    std::string all(text);
    std::ranges::transform(all, all.begin(), lower);
    return all;
}

}  // namespace probant::server
