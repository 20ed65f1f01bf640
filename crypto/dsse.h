// crypto/dsse.h: DSSE 1.0.2 envelopes, the signed form of all our statements.
//
// Role       sign() writes an envelope, Envelope::read() takes one apart, verify() says whose it
//            is and only then gives the payload.
// Invariants An envelope is {payload, payloadType, signatures: [{keyid, sig}]} in its one canonical
//            spelling (RFC 8785, no final newline, canonical base64). Its type is one of
//            PayloadType. Every signature verifies with the key its keyid names, or none counts.
// Order      size, JSON, canonical, shape, payload type, then signatures over the PAE.
// Threads    Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/result.h"
#include "crypto/canonical_json.h"
#include "crypto/signature.h"

namespace probant::crypto::dsse {

/// As packet.dsse.json in formats: a statement of 2,000 sittings stays below.
constexpr std::size_t kEnvelopeBytesMax = std::size_t{1} << 20U;

/// A packet has two signers; room for a jury, none for a flood.
constexpr std::size_t kSignaturesMax = 8;

/// What may be signed. A type not listed here is not read.
enum class PayloadType { Packet, Trust, Receipt, SessionKey };

[[nodiscard]] std::string_view media_type(PayloadType type);

enum class Fault {
    TooLarge,
    NotJson,
    NotCanonical,
    Malformed,           ///< not exactly our members, or base64 with another spelling
    UnknownPayloadType,  ///< not of the list, or not the one expected
    NoSignature,
    SignerTwice,
    UnknownKey,    ///< a keyid that names none of the keys given
    BadSignature,  ///< does not verify with the key its keyid names
};

/// A word for verdicts and logs: "not_canonical".
[[nodiscard]] std::string_view name_of(Fault fault);

/// The bytes a signature covers: "DSSEv1 28 application/… <size> <payload>".
[[nodiscard]] Bytes pre_authentication_encoding(PayloadType type, std::string_view payload);

/// ENSUREs one to kSignaturesMax signers, all different. Deterministic.
[[nodiscard]] std::string sign(PayloadType type, std::string_view payload, const Signers& signers);

/// What verified: the payload, and the keys that signed it, in the order of their signatures.
struct Verified {
    std::string payload{};
    std::vector<PublicKey> signers{};
};

class Envelope {
public:
    [[nodiscard]] static Result<Envelope, Fault> read(std::string_view text);

    [[nodiscard]] PayloadType type() const { return type_; }

    /// Hints: which keys to look up before verify(). Nothing is proved yet.
    [[nodiscard]] std::vector<std::string> claimed_keyids() const;

    /// Every signature must verify with the key of `keys` that its keyid names.
    [[nodiscard]] Result<Verified, Fault> verify(PayloadType expected,
                                                 std::span<const PublicKey> keys) const;

private:
    struct Claim {
        std::string keyid{};
        Bytes signature{};
    };

    [[nodiscard]] static Result<std::vector<Claim>, Fault> read_claims(
        const json::Array& signatures);

    Envelope(PayloadType type, std::string payload, std::vector<Claim> claims)
        : type_(type), payload_(std::move(payload)), claims_(std::move(claims)) {}

    PayloadType type_;
    std::string payload_;
    std::vector<Claim> claims_;
};

}  // namespace probant::crypto::dsse
