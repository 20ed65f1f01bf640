// SPDX-License-Identifier: EUPL-1.2
#include "crypto/random.h"

#include <bit>

#include <sodium.h>

#include "crypto/sodium.h"

namespace probant::crypto {

void fill_random(std::span<std::uint8_t> bytes) {
    start_sodium();
    randombytes_buf(bytes.data(), bytes.size());
}

Bytes random_bytes(std::size_t size) {
    Bytes bytes(size);
    fill_random(bytes);
    return bytes;
}

SecretBytes random_secret(std::size_t size) {
    SecretBytes secret(size);
    fill_random(secret.fill());
    return secret;
}

std::uint64_t random_u64() {
    return std::bit_cast<std::uint64_t>(random_array<8>());
}

Uuid random_uuid_v4() {
    return uuid_v4_from(random_array<16>());
}

Uuid random_uuid_v7(std::uint64_t unix_ms) {
    return uuid_v7_from(unix_ms, random_array<16>());
}

}  // namespace probant::crypto
