// SPDX-License-Identifier: EUPL-1.2
#include "crypto/age.h"

#include <algorithm>

#include <sodium.h>

#include "crypto/base/bech32.h"
#include "crypto/internal/age_header.h"
#include "crypto/internal/age_stream.h"
#include "crypto/internal/hkdf.h"
#include "crypto/random.h"
#include "crypto/signature.h"
#include "crypto/sodium.h"

namespace probant::crypto::age {

namespace {

using internal::AgeHeader;
using internal::AgeStanza;

// Domain separation labels of the format.
constexpr std::string_view kX25519Label = "age-encryption.org/v1/X25519";
constexpr std::string_view kHeaderLabel = "header";
constexpr std::string_view kPayloadLabel = "payload";

constexpr std::string_view kX25519Type = "X25519";
constexpr std::string_view kPassphraseType = "scrypt";
constexpr std::string_view kRecipientPrefix = "age";
constexpr std::string_view kIdentityPrefix = "age-secret-key-";

constexpr std::size_t kPointBytes = 32;
constexpr std::size_t kFileKeyBytes = 16;
constexpr std::size_t kPayloadNonceBytes = 16;
constexpr std::size_t kWrappedKeyBytes = kFileKeyBytes + internal::kAgeTagBytes;

using Point = std::array<std::uint8_t, kPointBytes>;

// Each wrapping key serves once, so the format fixes the nonce at zero.
constexpr std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> kZeroNonce{};

Point point_of(const SecretBytes& scalar) {
    Point point{};
    crypto_scalarmult_curve25519_base(point.data(), scalar.expose().data());
    return point;
}

// Nothing when the shared secret is all zero: a point of small order.
std::optional<SecretBytes> shared_secret(const SecretBytes& scalar, const Point& point) {
    SecretBytes shared(kPointBytes);
    if (crypto_scalarmult_curve25519(shared.fill().data(), scalar.expose().data(), point.data()) !=
        0) {
        return std::nullopt;
    }
    return shared;
}

SecretBytes wrapping_key(const SecretBytes& shared, const Point& share, const Point& recipient) {
    Bytes salt(share.begin(), share.end());
    salt.insert(salt.end(), recipient.begin(), recipient.end());
    return internal::hkdf_sha256(shared.expose(), salt, kX25519Label);
}

AgeStanza wrap(const SecretBytes& file_key, const Recipient& recipient) {
    const SecretBytes ephemeral = random_secret(kPointBytes);
    const Point share = point_of(ephemeral);
    const auto shared = shared_secret(ephemeral, recipient.point());
    ENSURE(shared.has_value());  // Recipient::parse refused small orders
    const SecretBytes key = wrapping_key(*shared, share, recipient.point());
    AgeStanza stanza{
        .type = std::string(kX25519Type), .arguments = {to_base64_unpadded(share)}, .body = {}};
    stanza.body.resize(kWrappedKeyBytes);
    crypto_aead_chacha20poly1305_ietf_encrypt(stanza.body.data(),
                                              nullptr,
                                              file_key.expose().data(),
                                              file_key.size(),
                                              nullptr,
                                              0,
                                              nullptr,
                                              kZeroNonce.data(),
                                              key.expose().data());
    return stanza;
}

std::array<std::uint8_t, 32> header_mac(const SecretBytes& file_key, ByteView covered) {
    const SecretBytes key = internal::hkdf_sha256(file_key.expose(), {}, kHeaderLabel);
    std::array<std::uint8_t, 32> mac{};
    crypto_auth_hmacsha256(mac.data(), covered.data(), covered.size(), key.expose().data());
    return mac;
}

SecretBytes payload_key(const SecretBytes& file_key, ByteView nonce) {
    return internal::hkdf_sha256(file_key.expose(), nonce, kPayloadLabel);
}

/// What an X25519 stanza says, once it has the shape of one.
struct Wrapped {
    Point share{};
    Bytes file_key{};
};

std::optional<Wrapped> read_wrapped(const AgeStanza& stanza) {
    if (stanza.arguments.size() != 1 || stanza.body.size() != kWrappedKeyBytes) return std::nullopt;
    const auto share = from_base64_unpadded(stanza.arguments.front());
    if (!share || share->size() != kPointBytes) return std::nullopt;
    Wrapped wrapped{.share = {}, .file_key = stanza.body};
    std::copy(share->begin(), share->end(), wrapped.share.begin());
    return wrapped;
}

// All X25519 stanzas are judged before any is tried: a header is right or wrong whoever reads it.
std::optional<std::vector<Wrapped>> read_stanzas(const AgeHeader& header) {
    std::vector<Wrapped> all;
    for (const AgeStanza& stanza : header.stanzas) {
        // A passphrase stands alone in its file, so that its holder knows who sealed it.
        if (stanza.type == kPassphraseType && header.stanzas.size() > 1) return std::nullopt;
        if (stanza.type != kX25519Type) continue;
        auto wrapped = read_wrapped(stanza);
        if (!wrapped || all.size() == kRecipientsMax) return std::nullopt;
        all.push_back(std::move(*wrapped));
    }
    return all;
}

enum class Unwrap { Done, NotForUs, Malformed };

Unwrap unwrap(SecretBytes& file_key, const Wrapped& wrapped, const Identity& identity) {
    const auto shared = shared_secret(identity.scalar(), wrapped.share);
    if (!shared) return Unwrap::Malformed;
    const SecretBytes key = wrapping_key(*shared, wrapped.share, identity.recipient().point());
    const int refused = crypto_aead_chacha20poly1305_ietf_decrypt(file_key.fill().data(),
                                                                  nullptr,
                                                                  nullptr,
                                                                  wrapped.file_key.data(),
                                                                  wrapped.file_key.size(),
                                                                  nullptr,
                                                                  0,
                                                                  kZeroNonce.data(),
                                                                  key.expose().data());
    return refused == 0 ? Unwrap::Done : Unwrap::NotForUs;
}

Result<SecretBytes, Fault> find_file_key(const std::vector<Wrapped>& stanzas,
                                         std::span<const Identity> identities) {
    SecretBytes file_key(kFileKeyBytes);
    for (const Wrapped& wrapped : stanzas) {
        for (const Identity& identity : identities) {
            const Unwrap outcome = unwrap(file_key, wrapped, identity);
            if (outcome == Unwrap::Malformed) return Refused{Fault::MalformedHeader};
            if (outcome == Unwrap::Done) return file_key;
        }
    }
    return Refused{Fault::NoMatch};
}

}  // namespace

std::string_view name_of(Fault fault) {
    switch (fault) {
        case Fault::TooLarge:
            return "too_large";
        case Fault::MalformedHeader:
            return "malformed_header";
        case Fault::NoMatch:
            return "no_match";
        case Fault::BadHeaderMac:
            return "bad_header_mac";
        case Fault::MalformedPayload:
            return "malformed_payload";
    }
    fail_ensure("a fault of the list");
}

std::optional<Recipient> Recipient::parse(std::string_view text) {
    // age writes recipients in lower case and identities in upper case, and reads no other.
    const bool capital =
        std::ranges::any_of(text, [](char unit) { return unit >= 'A' && unit <= 'Z'; });
    const SecretBytes bytes = from_bech32(kRecipientPrefix, text);
    if (capital || bytes.size() != kPointBytes) return std::nullopt;
    Point point{};
    std::copy(bytes.expose().begin(), bytes.expose().end(), point.begin());
    if (!shared_secret(random_secret(kPointBytes), point)) return std::nullopt;
    return Recipient(point);
}

std::string Recipient::text() const {
    return to_bech32(kRecipientPrefix, point_);
}

std::string Recipient::keyid() const {
    return okp_thumbprint("X25519", point_);
}

Identity Identity::generate() {
    return from_scalar(random_secret(kPointBytes));
}

Identity Identity::from_scalar(SecretBytes scalar) {
    ENSURE(scalar.size() == kPointBytes);
    start_sodium();
    const Recipient recipient(point_of(scalar));
    return {std::move(scalar), recipient};
}

std::optional<Identity> Identity::parse(const SecretBytes& text) {
    const std::string_view letters = as_text(text.expose());
    const bool small =
        std::ranges::any_of(letters, [](char unit) { return unit >= 'a' && unit <= 'z'; });
    SecretBytes scalar = from_bech32(kIdentityPrefix, letters);
    if (small || scalar.size() != kPointBytes) return std::nullopt;
    return from_scalar(std::move(scalar));
}

SecretBytes Identity::text() const {
    std::string letters = to_bech32(kIdentityPrefix, scalar_.expose());
    for (char& unit : letters) {
        if (unit >= 'a' && unit <= 'z') unit = static_cast<char>(unit - 'a' + 'A');
    }
    return SecretBytes::from(std::move(letters));
}

Bytes seal(ByteView clear, std::span<const Recipient> recipients) {
    ENSURE(clear.size() <= kClearBytesMax);
    ENSURE(!recipients.empty());
    ENSURE(recipients.size() <= kRecipientsMax);
    const SecretBytes file_key = random_secret(kFileKeyBytes);
    std::string header(internal::age_version_line());
    for (const Recipient& recipient : recipients) {
        header += internal::write_stanza(wrap(file_key, recipient));
    }
    header += "---";
    const auto mac = header_mac(file_key, as_bytes(header));
    header += ' ';
    header += to_base64_unpadded(mac);
    header += '\n';

    Bytes sealed = to_bytes(header);
    const Bytes nonce = random_bytes(kPayloadNonceBytes);
    sealed.insert(sealed.end(), nonce.begin(), nonce.end());
    const std::size_t chunks = (clear.size() / internal::kAgeChunkBytes) + 1;
    sealed.reserve(sealed.size() + clear.size() + (chunks * internal::kAgeTagBytes));
    internal::seal_stream(sealed, clear, payload_key(file_key, nonce));
    return sealed;
}

Result<Bytes, Fault> open(ByteView sealed, std::span<const Identity> identities) {
    constexpr std::size_t kTagsMax = (kClearBytesMax / internal::kAgeChunkBytes) + 1;
    constexpr std::size_t kSealedBytesMax = internal::kAgeHeaderBytesMax + kPayloadNonceBytes +
                                            kClearBytesMax + (kTagsMax * internal::kAgeTagBytes);
    if (sealed.size() > kSealedBytesMax) return Refused{Fault::TooLarge};
    const auto header = internal::read_age_header(sealed);
    if (!header) return Refused{Fault::MalformedHeader};
    const auto stanzas = read_stanzas(*header);
    if (!stanzas) return Refused{Fault::MalformedHeader};
    auto file_key = find_file_key(*stanzas, identities);
    if (!file_key) return Refused{file_key.error()};

    const auto mac = header_mac(file_key.value(), sealed.first(header->covered_bytes));
    if (sodium_memcmp(mac.data(), header->mac.data(), mac.size()) != 0) {
        return Refused{Fault::BadHeaderMac};
    }
    // What follows the MAC line is judged only once the header is known to be whole.
    const ByteView payload = sealed.subspan(header->total_bytes);
    if (payload.size() < kPayloadNonceBytes) return Refused{Fault::MalformedHeader};
    auto clear =
        internal::open_stream(payload.subspan(kPayloadNonceBytes),
                              payload_key(file_key.value(), payload.first(kPayloadNonceBytes)));
    if (!clear) return Refused{Fault::MalformedPayload};
    return std::move(*clear);
}

}  // namespace probant::crypto::age
