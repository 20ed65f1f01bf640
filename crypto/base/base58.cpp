// SPDX-License-Identifier: EUPL-1.2
#include "crypto/base/base58.h"

#include <algorithm>
#include <ranges>

namespace probant {

namespace {

constexpr std::string_view kAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

// `digits` is a number in base `to`, least digit first: multiplies it by `from` and adds `digit`.
void push_digit(Bytes& digits, std::uint32_t digit, std::uint32_t from, std::uint32_t to) {
    std::uint32_t carry = digit;
    for (std::uint8_t& place : digits) {
        carry += place * from;
        place = static_cast<std::uint8_t>(carry % to);
        carry /= to;
    }
    for (; carry > 0; carry /= to) {
        digits.push_back(static_cast<std::uint8_t>(carry % to));
    }
}

}  // namespace

std::string to_base58(ByteView bytes) {
    Bytes digits;
    for (const std::uint8_t byte : bytes) {
        push_digit(digits, byte, 256, 58);
    }
    // A leading zero byte has no weight: it is written as the zero of the alphabet.
    const auto first = std::ranges::find_if(bytes, [](auto byte) { return byte != 0; });
    std::string text(static_cast<std::size_t>(first - bytes.begin()), kAlphabet[0]);
    for (const std::uint8_t digit : digits | std::views::reverse) {
        text += kAlphabet[digit];
    }
    return text;
}

std::optional<Bytes> from_base58(std::string_view text) {
    if (text.size() > kBase58CharactersMax) return std::nullopt;
    Bytes digits;
    for (const char unit : text) {
        const auto digit = kAlphabet.find(unit);
        if (digit == std::string_view::npos) return std::nullopt;
        push_digit(digits, static_cast<std::uint32_t>(digit), 58, 256);
    }
    const std::size_t zeros = std::min(text.find_first_not_of(kAlphabet[0]), text.size());
    Bytes bytes(zeros, 0);
    bytes.insert(bytes.end(), digits.rbegin(), digits.rend());
    return bytes;
}

}  // namespace probant
