// crypto/base/utf8.h: is this text UTF-8, and nothing but UTF-8 (RFC 3629)?
//
// Role     One check for every text that is signed, hashed or shown: no overlong form, no
//          surrogate, nothing above U+10FFFF.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace probant {

[[nodiscard]] constexpr bool is_ascii(char unit) {
    return static_cast<unsigned char>(unit) < 0x80;
}

/// The length of the well-formed character that starts at `at`, or 0 when there is none.
[[nodiscard]] std::size_t utf8_length_at(std::string_view text, std::size_t at);

[[nodiscard]] bool is_utf8(std::string_view text);

/// Appends `code_point`, which must be a Unicode scalar value (ENSUREd).
void append_utf8(std::string& text, std::uint32_t code_point);

}  // namespace probant
