// crypto/internal/age_stream.h: the payload of an age file, STREAM over ChaCha20-Poly1305.
//
// Role       Chunks of 64 KiB, each authenticated, the last one marked: a cut, a swap and an
//            addition all show.
// Threads    Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace probant::crypto::internal {

constexpr std::size_t kAgeChunkBytes = std::size_t{64} << 10U;
constexpr std::size_t kAgeTagBytes = 16;

/// Appends the sealed chunks of `clear` to `out`. `key` serves this payload alone.
void seal_stream(Bytes& out, ByteView clear, const SecretBytes& key);

/// All of the clear text, or nothing.
[[nodiscard]] std::optional<Bytes> open_stream(ByteView sealed, const SecretBytes& key);

}  // namespace probant::crypto::internal
