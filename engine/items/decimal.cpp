// SPDX-License-Identifier: EUPL-1.2
#include "engine/items/decimal.h"

#include <algorithm>
#include <array>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

constexpr std::array<std::string_view, 4> kGroupSpaces{" ", "\u00A0", "\u202F", "\u2009"};

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

std::size_t space_length(std::string_view text) {
    for (const auto space : kGroupSpaces)
        if (text.starts_with(space)) return space.size();
    return 0;
}

std::string_view trimmed(std::string_view text) {
    while (const auto length = space_length(text))
        text.remove_prefix(length);
    for (const auto space : kGroupSpaces) {
        while (text.ends_with(space))
            text.remove_suffix(space.size());
    }
    return text;
}

/// Takes the sign off the front of `text`.
bool take_sign(std::string_view& text) {
    for (const std::string_view minus : {"-", "\u2212"}) {
        if (!text.starts_with(minus)) continue;
        text.remove_prefix(minus.size());
        return true;
    }
    if (text.starts_with('+')) text.remove_prefix(1);
    return false;
}

/// Digits with at most one space between two of them; nothing when anything else is there.
std::optional<std::string> read_groups(std::string_view text) {
    std::string digits;
    while (!text.empty()) {
        if (const auto length = space_length(text); length != 0 && !digits.empty()) {
            text.remove_prefix(length);
        }
        if (text.empty() || !is_digit(text.front())) return std::nullopt;
        digits += text.front();
        text.remove_prefix(1);
    }
    return digits;
}

std::optional<Decimal> assemble(bool negative, std::string whole, const std::string& fraction) {
    whole += fraction;
    if (whole.empty() || whole.size() > kDecimalDigitsMax) return std::nullopt;
    return Decimal{.negative = negative, .digits = whole, .decimals = fraction.size()};
}

/// The digits of a magnitude with `decimals` after the point and `length` in all.
std::string aligned(const Decimal& number, std::size_t decimals, std::size_t length) {
    std::string digits = number.digits;
    digits.append(decimals - number.decimals, '0');
    digits.insert(0, length - digits.size(), '0');
    return digits;
}

std::string sum_of(const std::string& left, const std::string& right) {
    std::string sum(left.size(), '0');
    int carry = 0;
    for (std::size_t place = left.size(); place-- > 0;) {
        const int digit = (left[place] - '0') + (right[place] - '0') + carry;
        sum[place] = static_cast<char>('0' + digit % 10);
        carry = digit / 10;
    }
    ENSURE(carry == 0);  // aligned() leaves a zero in front
    return sum;
}

/// larger - smaller, both of the same length.
std::string difference_of(const std::string& larger, const std::string& smaller) {
    std::string difference(larger.size(), '0');
    int borrow = 0;
    for (std::size_t place = larger.size(); place-- > 0;) {
        const int digit = (larger[place] - '0') - (smaller[place] - '0') - borrow;
        borrow = digit < 0 ? 1 : 0;
        difference[place] = static_cast<char>('0' + digit + 10 * borrow);
    }
    ENSURE(borrow == 0);
    return difference;
}

}  // namespace

std::optional<Decimal> Decimal::parse_typed(std::string_view text) {
    text = trimmed(text);
    const bool negative = take_sign(text);
    text = trimmed(text);
    const auto point = text.find_first_of(".,");
    const auto whole = read_groups(text.substr(0, point));
    if (!whole) return std::nullopt;
    if (point == std::string_view::npos) return assemble(negative, *whole, {});
    const auto fraction = read_groups(text.substr(point + 1));
    if (!fraction || fraction->empty()) return std::nullopt;
    return assemble(negative, *whole, *fraction);
}

std::optional<Decimal> Decimal::parse_strict(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
    if (!std::ranges::all_of(whole, is_digit)) return std::nullopt;
    if (!std::ranges::all_of(fraction, is_digit)) return std::nullopt;
    return assemble(negative, std::string(whole), std::string(fraction));
}

bool is_within(const Decimal& left, const Decimal& right, const Decimal& tolerance) {
    ENSURE(!tolerance.negative);
    const std::size_t decimals = std::max({left.decimals, right.decimals, tolerance.decimals});
    // Room for every whole part, every decimal, and the carry of a sum.
    const std::size_t length = kDecimalDigitsMax + decimals + 1;
    const auto left_digits = aligned(left, decimals, length);
    const auto right_digits = aligned(right, decimals, length);
    const auto most = aligned(tolerance, decimals, length);
    if (left.negative != right.negative) return sum_of(left_digits, right_digits) <= most;
    if (left_digits >= right_digits) return difference_of(left_digits, right_digits) <= most;
    return difference_of(right_digits, left_digits) <= most;
}

}  // namespace probant::engine
