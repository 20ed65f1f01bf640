// SPDX-License-Identifier: EUPL-1.2
#include "crypto/internal/hkdf.h"

#include <array>

#include <sodium.h>

namespace probant::crypto::internal {

namespace {

void hmac_sha256(SecretBytes& out, ByteView key, ByteView message, ByteView message_end) {
    crypto_auth_hmacsha256_state state{};
    crypto_auth_hmacsha256_init(&state, key.data(), key.size());
    crypto_auth_hmacsha256_update(&state, message.data(), message.size());
    crypto_auth_hmacsha256_update(&state, message_end.data(), message_end.size());
    crypto_auth_hmacsha256_final(&state, out.fill().data());
    sodium_memzero(&state, sizeof state);
}

}  // namespace

SecretBytes hkdf_sha256(ByteView key, ByteView salt, std::string_view info) {
    constexpr std::array<std::uint8_t, 1> kFirstBlock{1};
    // RFC 5869 § 2.2: no salt is a block of zeros, and libsodium takes no null pointer.
    constexpr std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> kNoSalt{};
    SecretBytes extracted(crypto_auth_hmacsha256_BYTES);
    SecretBytes expanded(crypto_auth_hmacsha256_BYTES);
    hmac_sha256(extracted, salt.empty() ? ByteView(kNoSalt) : salt, key, {});
    hmac_sha256(expanded, extracted.expose(), as_bytes(info), kFirstBlock);
    return expanded;
}

}  // namespace probant::crypto::internal
