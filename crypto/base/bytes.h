// crypto/base/bytes.h: byte strings, owned and borrowed, and their usual spellings.
//
// Role     `Bytes` owns, `ByteView` borrows. Text and bytes change into one another only here.
//          Base64 and hex decoders are strict: one spelling for one value, nothing else is read.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace probant {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The bytes of `text`, borrowed.
[[nodiscard]] ByteView as_bytes(std::string_view text);

/// `bytes` seen as text, borrowed; nothing is checked.
[[nodiscard]] std::string_view as_text(ByteView bytes);

[[nodiscard]] Bytes to_bytes(std::string_view text);
[[nodiscard]] std::string to_string(ByteView bytes);

/// Lower case.
[[nodiscard]] std::string to_hex(ByteView bytes);

/// Nothing on an odd length or any character that is not lower-case hexadecimal.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

/// The standard alphabet, with padding (RFC 4648 § 4).
[[nodiscard]] std::string to_base64(ByteView bytes);

/// Strict: canonical padding, no white space, unused bits zero.
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

/// The URL alphabet, without padding (RFC 4648 § 5).
[[nodiscard]] std::string to_base64url(ByteView bytes);
[[nodiscard]] std::optional<Bytes> from_base64url(std::string_view text);

/// The standard alphabet, without padding (what age writes).
[[nodiscard]] std::string to_base64_unpadded(ByteView bytes);
[[nodiscard]] std::optional<Bytes> from_base64_unpadded(std::string_view text);

}  // namespace probant
