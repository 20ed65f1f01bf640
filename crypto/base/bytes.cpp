// SPDX-License-Identifier: EUPL-1.2
#include "crypto/base/bytes.h"

#include <sodium.h>

namespace probant {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

std::optional<std::uint8_t> hex_digit(char digit) {
    const auto at = kHexDigits.find(digit);
    if (at == std::string_view::npos) return std::nullopt;
    return static_cast<std::uint8_t>(at);
}

std::string encode(ByteView bytes, int variant) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back();  // libsodium counts and writes the final zero byte
    return text;
}

// libsodium already refuses white space, odd lengths and non-zero unused bits; encoding again is
// the proof that the spelling was the only one.
std::optional<Bytes> decode(std::string_view text, int variant) {
    Bytes bytes((text.size() / 4 * 3) + 3);
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(
            bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end, variant) !=
        0) {
        return std::nullopt;
    }
    if (end != text.data() + text.size()) return std::nullopt;
    bytes.resize(size);
    if (encode(bytes, variant) != text) return std::nullopt;
    return bytes;
}

}  // namespace

// NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast)
// The one place where text and bytes are seen as one another; both are arrays of 8-bit units.
ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)

Bytes to_bytes(std::string_view text) {
    const ByteView bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

std::string to_string(ByteView bytes) {
    return std::string(as_text(bytes));
}

std::string to_hex(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += kHexDigits[byte >> 4U];
        text += kHexDigits[byte & 0x0FU];
    }
    return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t at = 0; at < text.size(); at += 2) {
        const auto high = hex_digit(text[at]);
        const auto low = hex_digit(text[at + 1]);
        if (!high || !low) return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>((*high << 4U) | *low));
    }
    return bytes;
}

std::string to_base64(ByteView bytes) {
    return encode(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<Bytes> from_base64(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_ORIGINAL);
}

std::string to_base64url(ByteView bytes) {
    return encode(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<Bytes> from_base64url(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string to_base64_unpadded(ByteView bytes) {
    return encode(bytes, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
}

std::optional<Bytes> from_base64_unpadded(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
}

}  // namespace probant
