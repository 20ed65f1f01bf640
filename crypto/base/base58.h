// crypto/base/base58.h: base58btc, the `z…` spelling of Multibase.
//
// Role     The proofValue of a Data Integrity proof and the public keys of did:key.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"

namespace probant {

/// Decoding costs the square of the length; a signature takes 88 characters.
constexpr std::size_t kBase58CharactersMax = 128;

[[nodiscard]] std::string to_base58(ByteView bytes);

/// Nothing on a character out of the alphabet or a text over kBase58CharactersMax.
[[nodiscard]] std::optional<Bytes> from_base58(std::string_view text);

}  // namespace probant
