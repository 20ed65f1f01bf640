// SPDX-License-Identifier: EUPL-1.2
#include "crypto/base/utf8.h"

#include "crypto/base/ensure.h"

namespace probant {

namespace {

constexpr std::uint32_t kSurrogateFirst = 0xD800;
constexpr std::uint32_t kSurrogateLast = 0xDFFF;
constexpr std::uint32_t kCodePointMax = 0x10FFFF;

std::uint8_t unit(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

std::size_t length_named_by(std::uint8_t lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

// The second byte is where overlong forms, surrogates and excess show (RFC 3629 § 4).
bool second_fits(std::uint8_t lead, std::uint8_t second) {
    switch (lead) {
        case 0xE0:
            return second >= 0xA0;
        case 0xED:
            return second <= 0x9F;
        case 0xF0:
            return second >= 0x90;
        case 0xF4:
            return second <= 0x8F;
        default:
            return true;
    }
}

char low_byte(std::uint32_t value) {
    return static_cast<char>(value & 0xFFU);
}

char tail(std::uint32_t code_point, unsigned shift) {
    return low_byte(0x80U | ((code_point >> shift) & 0x3FU));
}

}  // namespace

std::size_t utf8_length_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    const std::uint8_t lead = unit(text, at);
    const std::size_t length = length_named_by(lead);
    if (length == 0 || text.size() - at < length) return 0;
    for (std::size_t next = 1; next < length; ++next) {
        if ((unit(text, at + next) & 0xC0U) != 0x80U) return 0;
    }
    if (length > 1 && !second_fits(lead, unit(text, at + 1))) return 0;
    return length;
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (is_ascii(text[at])) {
            ++at;
            continue;
        }
        const std::size_t length = utf8_length_at(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

void append_utf8(std::string& text, std::uint32_t code_point) {
    ENSURE(code_point <= kCodePointMax);
    ENSURE(code_point < kSurrogateFirst || code_point > kSurrogateLast);
    if (code_point < 0x80) {
        text += low_byte(code_point);
        return;
    }
    if (code_point < 0x800) {
        text += low_byte(0xC0U | (code_point >> 6U));
        text += tail(code_point, 0);
        return;
    }
    if (code_point < 0x10000) {
        text += low_byte(0xE0U | (code_point >> 12U));
        text += tail(code_point, 6);
        text += tail(code_point, 0);
        return;
    }
    text += low_byte(0xF0U | (code_point >> 18U));
    text += tail(code_point, 12);
    text += tail(code_point, 6);
    text += tail(code_point, 0);
}

}  // namespace probant
