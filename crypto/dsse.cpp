// SPDX-License-Identifier: EUPL-1.2
#include "crypto/dsse.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "crypto/internal/raw_signature.h"
#include "crypto/json_member.h"

namespace probant::crypto::dsse {

namespace {

constexpr std::array kTypes{
    PayloadType::Packet, PayloadType::Trust, PayloadType::Receipt, PayloadType::SessionKey};

std::optional<PayloadType> payload_type_of(std::string_view text) {
    const auto* const found =
        std::ranges::find_if(kTypes, [text](PayloadType type) { return media_type(type) == text; });
    if (found == kTypes.end()) return std::nullopt;
    return *found;
}

const PublicKey* key_named(std::span<const PublicKey> keys, std::string_view keyid) {
    const auto found =
        std::ranges::find_if(keys, [keyid](const PublicKey& key) { return key.keyid() == keyid; });
    return found == keys.end() ? nullptr : &*found;
}

bool has_exactly(const json::Value& value, std::size_t members) {
    return value.object() != nullptr && value.object()->size() == members;
}

}  // namespace

std::string_view media_type(PayloadType type) {
    switch (type) {
        case PayloadType::Packet:
            return "application/vnd.in-toto+json";
        case PayloadType::Trust:
            return "application/vnd.probant.trust+json";
        case PayloadType::Receipt:
            return "application/vnd.probant.receipt+json";
        case PayloadType::SessionKey:
            return "application/vnd.probant.session-key+json";
    }
    fail_ensure("a payload type of the list");
}

std::string_view name_of(Fault fault) {
    switch (fault) {
        case Fault::TooLarge:
            return "too_large";
        case Fault::NotJson:
            return "not_json";
        case Fault::NotCanonical:
            return "not_canonical";
        case Fault::Malformed:
            return "malformed";
        case Fault::UnknownPayloadType:
            return "unknown_payload_type";
        case Fault::NoSignature:
            return "no_signature";
        case Fault::SignerTwice:
            return "signer_twice";
        case Fault::UnknownKey:
            return "unknown_key";
        case Fault::BadSignature:
            return "bad_signature";
    }
    fail_ensure("a fault of the list");
}

Bytes pre_authentication_encoding(PayloadType type, std::string_view payload) {
    const std::string_view name = media_type(type);
    std::string encoding = "DSSEv1 ";
    encoding += std::to_string(name.size());
    encoding += ' ';
    encoding += name;
    encoding += ' ';
    encoding += std::to_string(payload.size());
    encoding += ' ';
    encoding += payload;
    return to_bytes(encoding);
}

std::string sign(PayloadType type, std::string_view payload, const Signers& signers) {
    ENSURE(!signers.empty());
    ENSURE(signers.size() <= kSignaturesMax);
    const Bytes covered = pre_authentication_encoding(type, payload);
    std::set<std::string> names;
    json::Array signatures;
    for (const KeyPair& key : signers) {
        ENSURE(names.insert(key.keyid()).second);
        signatures.emplace_back(json::Object{{"keyid", key.keyid()},
                                             {"sig", to_base64(internal::sign_raw(covered, key))}});
    }
    return json::write(json::Object{{"payload", to_base64(as_bytes(payload))},
                                    {"payloadType", media_type(type)},
                                    {"signatures", std::move(signatures)}});
}

Result<std::vector<Envelope::Claim>, Fault> Envelope::read_claims(const json::Array& signatures) {
    if (signatures.empty()) return Refused{Fault::NoSignature};
    if (signatures.size() > kSignaturesMax) return Refused{Fault::Malformed};
    std::vector<Claim> claims;
    std::set<std::string> names;
    for (const json::Value& entry : signatures) {
        const std::string* keyid = json::text_member(entry, "keyid");
        const std::string* sig = json::text_member(entry, "sig");
        if (!has_exactly(entry, 2) || keyid == nullptr || sig == nullptr) {
            return Refused{Fault::Malformed};
        }
        auto signature = from_base64(*sig);
        if (!signature || signature->size() != kSignatureBytes) return Refused{Fault::Malformed};
        if (!names.insert(*keyid).second) return Refused{Fault::SignerTwice};
        claims.push_back({*keyid, std::move(*signature)});
    }
    return claims;
}

Result<Envelope, Fault> Envelope::read(std::string_view text) {
    if (text.size() > kEnvelopeBytesMax) return Refused{Fault::TooLarge};
    const auto document = json::read(text);
    if (!document) return Refused{Fault::NotJson};
    const json::Value& value = document.value();
    if (json::write(value) != text) return Refused{Fault::NotCanonical};

    const std::string* payload = json::text_member(value, "payload");
    const std::string* type_name = json::text_member(value, "payloadType");
    const json::Value* signatures = value.member("signatures");
    if (!has_exactly(value, 3) || payload == nullptr || type_name == nullptr ||
        signatures == nullptr || signatures->array() == nullptr) {
        return Refused{Fault::Malformed};
    }
    const auto type = payload_type_of(*type_name);
    if (!type) return Refused{Fault::UnknownPayloadType};
    const auto payload_bytes = from_base64(*payload);
    if (!payload_bytes) return Refused{Fault::Malformed};
    auto claims = read_claims(*signatures->array());
    if (!claims) return Refused{claims.error()};
    return Envelope(*type, to_string(*payload_bytes), std::move(claims).value());
}

std::vector<std::string> Envelope::claimed_keyids() const {
    std::vector<std::string> keyids;
    keyids.reserve(claims_.size());
    for (const Claim& claim : claims_) {
        keyids.push_back(claim.keyid);
    }
    return keyids;
}

Result<Verified, Fault> Envelope::verify(PayloadType expected,
                                         std::span<const PublicKey> keys) const {
    if (type_ != expected) return Refused{Fault::UnknownPayloadType};
    const Bytes covered = pre_authentication_encoding(type_, payload_);
    Verified verified{.payload = payload_, .signers = {}};
    for (const Claim& claim : claims_) {
        const PublicKey* key = key_named(keys, claim.keyid);
        if (key == nullptr) return Refused{Fault::UnknownKey};
        if (!internal::verify_raw(covered, claim.signature, *key)) {
            return Refused{Fault::BadSignature};
        }
        verified.signers.push_back(*key);
    }
    return verified;
}

}  // namespace probant::crypto::dsse
