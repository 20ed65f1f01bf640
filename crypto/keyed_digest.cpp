// SPDX-License-Identifier: EUPL-1.2
#include "crypto/keyed_digest.h"

#include <sodium.h>

#include "crypto/base/ensure.h"

namespace probant::crypto {

Digest keyed_digest(const SecretBytes& secret, std::string_view purpose, ByteView message) {
    ENSURE(secret.size() >= crypto_auth_hmacsha256_KEYBYTES);
    ENSURE(purpose.find('\0') == std::string_view::npos);
    crypto_auth_hmacsha256_state state;
    constexpr std::uint8_t kSeparator = 0;
    const auto label = as_bytes(purpose);
    crypto_auth_hmacsha256_init(&state, secret.expose().data(), secret.size());
    crypto_auth_hmacsha256_update(&state, label.data(), label.size());
    crypto_auth_hmacsha256_update(&state, &kSeparator, 1);
    crypto_auth_hmacsha256_update(&state, message.data(), message.size());
    Digest digest;
    crypto_auth_hmacsha256_final(&state, digest.bytes.data());
    sodium_memzero(&state, sizeof state);
    return digest;
}

}  // namespace probant::crypto
