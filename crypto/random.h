// crypto/random.h: the one source of chance, libsodium's generator.
//
// Role     Keys, identifiers, nonces, seeds. The engine gets its seed from here as a value.
// Threads  Any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/base/uuid.h"

namespace probant::crypto {

void fill_random(std::span<std::uint8_t> bytes);

[[nodiscard]] Bytes random_bytes(std::size_t size);

template <std::size_t Size>
[[nodiscard]] std::array<std::uint8_t, Size> random_array() {
    std::array<std::uint8_t, Size> bytes{};
    fill_random(bytes);
    return bytes;
}

[[nodiscard]] SecretBytes random_secret(std::size_t size);

[[nodiscard]] std::uint64_t random_u64();

[[nodiscard]] Uuid random_uuid_v4();

/// Sorts by time of making; the caller reads the clock.
[[nodiscard]] Uuid random_uuid_v7(std::uint64_t unix_ms);

}  // namespace probant::crypto
