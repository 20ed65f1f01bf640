// SPDX-License-Identifier: EUPL-1.2
#include "crypto/signature.h"

#include <algorithm>

#include <sodium.h>

#include "crypto/canonical_json.h"
#include "crypto/digest.h"
#include "crypto/internal/hkdf.h"
#include "crypto/internal/raw_signature.h"
#include "crypto/random.h"
#include "crypto/sodium.h"

namespace probant::crypto {

namespace {

constexpr std::string_view kDerivedSecretInfo = "probant/derived-secret/v1/";

}  // namespace

std::optional<PublicKey> PublicKey::from_bytes(ByteView bytes) {
    if (bytes.size() != kPublicKeyBytes) return std::nullopt;
    start_sodium();
    if (crypto_core_ed25519_is_valid_point(bytes.data()) != 1) return std::nullopt;
    std::array<std::uint8_t, kPublicKeyBytes> point{};
    std::ranges::copy(bytes, point.begin());
    return PublicKey(point);
}

std::optional<PublicKey> PublicKey::parse(std::string_view text) {
    const auto bytes = from_base64url(text);
    if (!bytes) return std::nullopt;
    return from_bytes(*bytes);
}

std::string PublicKey::keyid() const {
    return okp_thumbprint("Ed25519", bytes_);
}

std::string okp_thumbprint(std::string_view crv, ByteView point) {
    // RFC 7638 § 3: the required members only, sorted, without white space, which is JCS.
    const json::Value required =
        json::Object{{"crv", crv}, {"kty", "OKP"}, {"x", to_base64url(point)}};
    return to_base64url(sha256(json::write(required)).bytes);
}

KeyPair KeyPair::generate() {
    return from_seed(random_secret(kSeedBytes));
}

KeyPair KeyPair::from_seed(const SecretBytes& seed) {
    ENSURE(seed.size() == kSeedBytes);
    start_sodium();
    std::array<std::uint8_t, kPublicKeyBytes> point{};
    SecretBytes secret(crypto_sign_ed25519_SECRETKEYBYTES);
    crypto_sign_ed25519_seed_keypair(point.data(), secret.fill().data(), seed.expose().data());
    const auto key = PublicKey::from_bytes(point);
    ENSURE(key.has_value());
    return {std::move(secret), *key};
}

SecretBytes KeyPair::seed() const {
    return SecretBytes::copy_of(secret_.expose().first(kSeedBytes));
}

SecretBytes KeyPair::derived_secret(std::string_view label) const {
    std::string info(kDerivedSecretInfo);
    info += label;
    return internal::hkdf_sha256(secret_.expose().first(kSeedBytes), public_.bytes(), info);
}

namespace internal {

Signature sign_raw(ByteView message, const KeyPair& key) {
    Signature signature{};
    crypto_sign_ed25519_detached(
        signature.data(), nullptr, message.data(), message.size(), key.secret_.expose().data());
    return signature;
}

bool verify_raw(ByteView message, ByteView signature, const PublicKey& key) {
    if (signature.size() != kSignatureBytes) return false;
    return crypto_sign_ed25519_verify_detached(
               signature.data(), message.data(), message.size(), key.bytes().data()) == 0;
}

}  // namespace internal

}  // namespace probant::crypto
