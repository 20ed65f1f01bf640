// SPDX-License-Identifier: EUPL-1.2
#include "crypto/base/uuid.h"

namespace probant {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::size_t kTextLength = 36;

constexpr bool is_hyphen_place(std::size_t place) {
    return place == 8 || place == 13 || place == 18 || place == 23;
}

constexpr std::optional<std::uint8_t> value_of_digit(char digit) {
    if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
    if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
    return std::nullopt;
}

Uuid with_version(std::array<std::uint8_t, 16> bytes, std::uint8_t version) {
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | (version << 4));
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    return Uuid{bytes};
}

}  // namespace

std::string to_text(const Uuid& uuid) {
    // A journal holds thousands of these: the text has its length from the start.
    std::string text(kTextLength, '-');
    std::size_t place = 0;
    for (const auto byte : uuid.bytes) {
        if (is_hyphen_place(place)) ++place;
        text[place++] = kHexDigits[byte >> 4];
        text[place++] = kHexDigits[byte & 0x0F];
    }
    return text;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
    if (text.size() != kTextLength) return std::nullopt;
    Uuid uuid;
    std::size_t nibbles = 0;
    for (std::size_t place = 0; place < kTextLength; ++place) {
        if (is_hyphen_place(place)) {
            if (text[place] != '-') return std::nullopt;
            continue;
        }
        const auto digit = value_of_digit(text[place]);
        if (!digit) return std::nullopt;
        auto& byte = uuid.bytes.at(nibbles / 2);
        byte = static_cast<std::uint8_t>((byte << 4) | *digit);
        ++nibbles;
    }
    return uuid;
}

Uuid uuid_v4_from(std::array<std::uint8_t, 16> random) {
    return with_version(random, 4);
}

Uuid uuid_v7_from(std::uint64_t unix_ms, std::array<std::uint8_t, 16> random) {
    for (std::size_t place = 0; place < 6; ++place)
        random.at(place) = static_cast<std::uint8_t>(unix_ms >> (8 * (5 - place)));
    return with_version(random, 7);
}

}  // namespace probant
