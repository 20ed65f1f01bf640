// crypto/base/uuid.h: 128 bits that name one thing in the world (RFC 9562).
//
// Role     The text form is the canonical one only: 36 characters, lower case, four hyphens. Any
//          other spelling of the same bits is refused, so that one thing has one name.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace probant {

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};
    friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

/// "018f2c4e-6b1a-7c3d-9e2f-0a1b2c3d4e5f"
[[nodiscard]] std::string to_text(const Uuid& uuid);

/// Nothing unless `text` is exactly the canonical form.
[[nodiscard]] std::optional<Uuid> parse_uuid(std::string_view text);

/// Turns 128 random bits into a version 4 UUID.
[[nodiscard]] Uuid uuid_v4_from(std::array<std::uint8_t, 16> random);

/// Version 7: 48 bits of Unix milliseconds, then random bits; sorts by time of making.
[[nodiscard]] Uuid uuid_v7_from(std::uint64_t unix_ms, std::array<std::uint8_t, 16> random);

}  // namespace probant

template <>
struct std::hash<probant::Uuid> {
    std::size_t operator()(const probant::Uuid& uuid) const noexcept {
        std::size_t first = 0;
        std::memcpy(&first, uuid.bytes.data() + 8, sizeof first);
        return first;
    }
};
