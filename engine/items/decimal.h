// engine/items/decimal.h: numbers as people type them, compared exactly.
//
// Role        A decimal number is its digits: no floating point ever judges an answer.
// Accepts     An optional sign (+ - −), digits with single spaces between groups (plain, no-break,
//             narrow or thin), then optionally one comma or point and digits. ".5" is 0.5. No
//             exponent, no unit, at most kDecimalDigitsMax digits.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace probant::engine {

/// A population in centimes has 15; nobody types 40 by intent.
constexpr std::size_t kDecimalDigitsMax = 40;

struct Decimal {
    bool negative{};
    std::string digits{};    ///< without point, leading zeros kept
    std::size_t decimals{};  ///< how many of them stand after the point

    /// What a candidate typed.
    [[nodiscard]] static std::optional<Decimal> parse_typed(std::string_view text);

    /// What a bank holds: an optional '-', digits, and optionally a point and digits.
    [[nodiscard]] static std::optional<Decimal> parse_strict(std::string_view text);
};

/// |left - right| <= tolerance, exactly. `tolerance` is not negative (ENSUREd).
[[nodiscard]] bool is_within(const Decimal& left, const Decimal& right, const Decimal& tolerance);

}  // namespace probant::engine
