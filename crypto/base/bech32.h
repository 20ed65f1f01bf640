// crypto/base/bech32.h: Bech32 (BIP 173), the spelling of age keys.
//
// Role       "age1…" and "AGE-SECRET-KEY-1…". Not Bech32m, and without BIP 173's limit of 90
//            characters, as age does.
// Invariants The six check characters verify, no mixed case, the unused bits are zero.
// Threads    Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace probant {

/// An age key takes 74 characters.
constexpr std::size_t kBech32CharactersMax = 256;

/// In lower case; `prefix` is lower-case letters, digits and hyphens. The caller wipes it if need
/// be.
[[nodiscard]] std::string to_bech32(std::string_view prefix, ByteView bytes);

/// The bytes under exactly `prefix` (lower case), written all in lower or all in upper case. Empty
/// when the text is anything else: no key is empty.
[[nodiscard]] SecretBytes from_bech32(std::string_view prefix, std::string_view text);

}  // namespace probant
