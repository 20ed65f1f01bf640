// SPDX-License-Identifier: EUPL-1.2
#include "crypto/trust/trust.h"

#include <algorithm>
#include <span>
#include <utility>

#include "crypto/base/ensure.h"
#include "crypto/dsse.h"
#include "crypto/trust/public_file.h"

namespace probant::crypto {

namespace {

TrustFault translated(dsse::Fault fault) {
    switch (fault) {
        case dsse::Fault::UnknownKey:
            return TrustFault::OtherRoot;
        case dsse::Fault::BadSignature:
            return TrustFault::BadSignature;
        case dsse::Fault::TooLarge:
        case dsse::Fault::NotJson:
        case dsse::Fault::NotCanonical:
        case dsse::Fault::Malformed:
        case dsse::Fault::UnknownPayloadType:
        case dsse::Fault::NoSignature:
        case dsse::Fault::SignerTwice:
            return TrustFault::BadEnvelope;
    }
    fail_ensure("a fault of the list");
}

bool is_revoked(const TrustedKey& key, const KeyUse& use) {
    if (!key.revoked) return false;
    if (use.at >= key.revoked->at) return true;
    // The date is the signer's word; the packet's number is checked against the chain.
    return key.revoked->last_packet && use.packet_seq &&
           *use.packet_seq > *key.revoked->last_packet;
}

}  // namespace

std::string_view name_of(TrustFault fault) {
    switch (fault) {
        case TrustFault::BadRoot:
            return "bad_root";
        case TrustFault::BadEnvelope:
            return "bad_envelope";
        case TrustFault::OtherRoot:
            return "other_root";
        case TrustFault::BadSignature:
            return "bad_signature";
        case TrustFault::BadStatement:
            return "bad_statement";
        case TrustFault::RolledBack:
            return "rolled_back";
    }
    fail_ensure("a fault of the list");
}

std::string_view name_of(Standing standing) {
    switch (standing) {
        case Standing::Valid:
            return "valid";
        case Standing::Unknown:
            return "unknown";
        case Standing::OtherRole:
            return "other_role";
        case Standing::NotYet:
            return "not_yet";
        case Standing::Expired:
            return "expired";
        case Standing::Revoked:
            return "revoked";
        case Standing::Demo:
            return "demo";
    }
    fail_ensure("a standing of the list");
}

Standing standing_of(const TrustedKey& key, const KeyUse& use) {
    if (key.label.use != use.role) return Standing::OtherRole;
    if (key.label.demo && use.mode == TrustMode::Production) return Standing::Demo;
    if (is_revoked(key, use)) return Standing::Revoked;
    if (use.at < key.from) return Standing::NotYet;
    if (use.at >= key.to) return Standing::Expired;
    return Standing::Valid;
}

const TrustedKey* Trust::find_key(std::string_view keyid) const {
    const auto& keys = statement_.keys;
    const auto found = std::ranges::lower_bound(keys, keyid, {}, &TrustedKey::keyid);
    if (found == keys.end() || found->keyid() != keyid) return nullptr;
    return &*found;
}

Standing Trust::standing(std::string_view keyid, const KeyUse& use) const {
    const TrustedKey* key = find_key(keyid);
    if (key == nullptr) return Standing::Unknown;
    // A demonstration root makes demonstration keys of all it lists.
    if (demo_root_ && use.mode == TrustMode::Production) return Standing::Demo;
    return standing_of(*key, use);
}

std::vector<PublicKey> Trust::signing_keys() const {
    std::vector<PublicKey> keys;
    for (const TrustedKey& key : statement_.keys) {
        if (const auto* signing = std::get_if<PublicKey>(&key.key); signing != nullptr) {
            keys.push_back(*signing);
        }
    }
    return keys;
}

std::vector<TrustedKey> Trust::valid_keys(const KeyUse& use) const {
    std::vector<TrustedKey> keys;
    if (demo_root_ && use.mode == TrustMode::Production) return keys;
    std::ranges::copy_if(
        statement_.keys,

        std::back_inserter(keys),
        [&use](const TrustedKey& key) { return standing_of(key, use) == Standing::Valid; });
    return keys;
}

std::vector<age::Recipient> Trust::recipients(UtcTime at, TrustMode mode) const {
    std::vector<age::Recipient> recipients;
    for (const Role role : {Role::AgeRegistry, Role::AgeEscrow}) {
        for (const TrustedKey& key :
             valid_keys({.role = role, .at = at, .packet_seq = {}, .mode = mode})) {
            recipients.push_back(std::get<age::Recipient>(key.key));
        }
    }
    return recipients;
}

Result<Trust, TrustFault> load_trust(const TrustFiles& files, std::uint64_t remembered) {
    const auto root = read_public_file(files.root_pub);
    if (!root || root->label.use != Role::Root) return Refused{TrustFault::BadRoot};
    const PublicKey root_key = std::get<PublicKey>(root->key);
    const auto envelope = dsse::Envelope::read(files.trust_dsse);
    if (!envelope) return Refused{translated(envelope.error())};
    const auto verified =
        envelope.value().verify(dsse::PayloadType::Trust, std::span(&root_key, 1));
    if (!verified) return Refused{translated(verified.error())};
    auto statement = read_statement(verified.value().payload);
    if (!statement) return Refused{TrustFault::BadStatement};
    if (statement->version < remembered) return Refused{TrustFault::RolledBack};
    return Trust(std::move(*statement), root_key, root->label.demo);
}

std::string sign_trust(const TrustStatement& statement, const KeyPair& root) {
    return dsse::sign(dsse::PayloadType::Trust, write_statement(statement), {root});
}

}  // namespace probant::crypto
