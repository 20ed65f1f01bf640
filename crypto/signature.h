// crypto/signature.h: Ed25519 keys (RFC 8032), and the name each one has.
//
// Role       PublicKey is what trust lists, KeyPair what signs. Nothing here signs bytes: what is
//            signed is a DSSE payload of a named type (dsse.h), a note of a named origin (note.h)
//            or the hash of a Data Integrity proof (data_integrity.h).
// Invariants A PublicKey is a canonical point of the prime-order group: it was checked when made.
//            The verdict on a signature is libsodium's.
// Threads    Values; a KeyPair has one owner and may sign from several threads.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace probant::crypto {

constexpr std::size_t kPublicKeyBytes = 32;
constexpr std::size_t kSeedBytes = 32;
constexpr std::size_t kSignatureBytes = 64;

using Signature = std::array<std::uint8_t, kSignatureBytes>;

class PublicKey {
public:
    /// Nothing unless 32 bytes that are a canonical point of the prime-order group: small-order,
    /// mixed-order and non-canonical points make verifiers disagree.
    [[nodiscard]] static std::optional<PublicKey> from_bytes(ByteView bytes);

    /// From what text() gives.
    [[nodiscard]] static std::optional<PublicKey> parse(std::string_view text);

    [[nodiscard]] const std::array<std::uint8_t, kPublicKeyBytes>& bytes() const { return bytes_; }

    /// base64url without padding, as the `x` of a JWK (RFC 8037).
    [[nodiscard]] std::string text() const { return to_base64url(bytes_); }

    /// The RFC 7638 thumbprint of the key, base64url: the name of the key everywhere.
    [[nodiscard]] std::string keyid() const;

    friend auto operator<=>(const PublicKey&, const PublicKey&) = default;

private:
    explicit PublicKey(const std::array<std::uint8_t, kPublicKeyBytes>& bytes) : bytes_(bytes) {}

    std::array<std::uint8_t, kPublicKeyBytes> bytes_;
};

class KeyPair;

namespace internal {
[[nodiscard]] Signature sign_raw(ByteView message, const KeyPair& key);
}  // namespace internal

class KeyPair {
public:
    [[nodiscard]] static KeyPair generate();

    /// `seed` is the RFC 8032 private key: ENSUREs 32 bytes.
    [[nodiscard]] static KeyPair from_seed(const SecretBytes& seed);

    [[nodiscard]] const PublicKey& public_key() const { return public_; }

    [[nodiscard]] std::string keyid() const { return public_.keyid(); }

    /// What a key file seals.
    [[nodiscard]] SecretBytes seed() const;

    /// 32 bytes that only the owner of this key can compute again, one secret per `label`: the
    /// centre key so protects the file of its session key.
    [[nodiscard]] SecretBytes derived_secret(std::string_view label) const;

private:
    KeyPair(SecretBytes secret, const PublicKey& key) : secret_(std::move(secret)), public_(key) {}

    friend Signature internal::sign_raw(ByteView message, const KeyPair& key);

    SecretBytes secret_;  // libsodium's form: seed, then public key
    PublicKey public_;
};

/// Who signs, in the order the signatures are written: `{centre_key, invigilator_key}`.
using Signers = std::vector<std::reference_wrapper<const KeyPair>>;

/// The RFC 7638 thumbprint of an OKP key (RFC 8037) of curve `crv`, base64url.
[[nodiscard]] std::string okp_thumbprint(std::string_view crv, ByteView point);

}  // namespace probant::crypto
