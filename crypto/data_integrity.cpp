// SPDX-License-Identifier: EUPL-1.2
#include "crypto/data_integrity.h"

#include <algorithm>
#include <array>

#include "crypto/base/base58.h"
#include "crypto/digest.h"
#include "crypto/internal/raw_signature.h"

namespace probant::crypto::data_integrity {

namespace {

constexpr std::string_view kType = "DataIntegrityProof";
constexpr std::string_view kSuite = "eddsa-jcs-2022";
constexpr char kMultibaseBase58 = 'z';
constexpr std::array<std::uint8_t, 2> kEd25519PublicMulticodec{0xED, 0x01};

Bytes hash_data(std::string_view canonical_proof, std::string_view canonical_document) {
    const Digest proof = sha256(canonical_proof);
    const Digest document = sha256(canonical_document);
    Bytes both(proof.bytes.begin(), proof.bytes.end());
    both.insert(both.end(), document.bytes.begin(), document.bytes.end());
    return both;
}

std::optional<Bytes> from_multibase(std::string_view text) {
    if (text.empty() || text.front() != kMultibaseBase58) return std::nullopt;
    return from_base58(text.substr(1));
}

bool is_text(const json::Value& value, std::string_view name, std::string_view expected) {
    const json::Value* member = value.member(name);
    return member != nullptr && member->text() != nullptr && *member->text() == expected;
}

bool is_jcs_proof(const json::Value& proof) {
    return is_text(proof, "type", kType) && is_text(proof, "cryptosuite", kSuite);
}

Result<const json::Value*, Fault> the_jcs_proof(const json::Value& secured) {
    const json::Value* proof = secured.member("proof");
    if (proof == nullptr) return Refused{Fault::NoProof};
    if (proof->array() == nullptr) {
        if (!is_jcs_proof(*proof)) return Refused{Fault::UnknownSuite};
        return proof;
    }
    const json::Array& proofs = *proof->array();
    const auto found = std::ranges::find_if(proofs, is_jcs_proof);
    if (found == proofs.end()) return Refused{Fault::UnknownSuite};
    if (std::count_if(found, proofs.end(), is_jcs_proof) > 1) {
        return Refused{Fault::NotOneJcsProof};
    }
    return &*found;
}

std::optional<ProofOptions> options_of(const json::Value& proof) {
    const auto text_of = [&proof](std::string_view name) -> const std::string* {
        const json::Value* member = proof.member(name);
        return member == nullptr ? nullptr : member->text();
    };
    const std::string* created = text_of("created");
    const std::string* method = text_of("verificationMethod");
    const std::string* purpose = text_of("proofPurpose");
    if (created == nullptr || method == nullptr || purpose == nullptr) return std::nullopt;
    const auto instant = parse_utc(*created);
    if (!instant) return std::nullopt;
    return ProofOptions{
        .created = *instant, .verification_method = *method, .proof_purpose = *purpose};
}

json::Array as_list(const json::Value& context) {
    if (context.array() != nullptr) return *context.array();
    return {context};
}

// vc-di-eddsa § 3.3.2: the document's contexts begin with the proof's, in the same order.
bool contexts_agree(const json::Value& secured, const json::Value& proof) {
    const json::Value* of_proof = proof.member("@context");
    if (of_proof == nullptr) return true;
    const json::Value* of_document = secured.member("@context");
    if (of_document == nullptr) return false;
    const json::Array expected = as_list(*of_proof);
    const json::Array found = as_list(*of_document);
    if (found.size() < expected.size()) return false;
    return std::mismatch(expected.begin(), expected.end(), found.begin()).first == expected.end();
}

json::Value unsecured(const json::Value& secured, const json::Value& proof) {
    json::Object document = *secured.object();
    document.erase(document.find("proof"));
    if (const json::Value* context = proof.member("@context"); context != nullptr) {
        document["@context"] = *context;
    }
    return document;
}

json::Value without_value(const json::Value& proof) {
    json::Object configuration = *proof.object();
    configuration.erase(configuration.find("proofValue"));
    return configuration;
}

}  // namespace

std::string_view name_of(Fault fault) {
    switch (fault) {
        case Fault::NoProof:
            return "no_proof";
        case Fault::NotOneJcsProof:
            return "not_one_jcs_proof";
        case Fault::MalformedProof:
            return "malformed_proof";
        case Fault::UnknownSuite:
            return "unknown_suite";
        case Fault::OtherPurpose:
            return "other_purpose";
        case Fault::ContextsDiffer:
            return "contexts_differ";
        case Fault::BadSignature:
            return "bad_signature";
    }
    fail_ensure("a fault of the list");
}

std::string proof_value(std::string_view canonical_proof,
                        std::string_view canonical_document,
                        const KeyPair& key) {
    const Signature signature =
        internal::sign_raw(hash_data(canonical_proof, canonical_document), key);
    return kMultibaseBase58 + to_base58(signature);
}

bool verify_proof_value(std::string_view canonical_proof,
                        std::string_view canonical_document,
                        std::string_view value,
                        const PublicKey& key) {
    const auto signature = from_multibase(value);
    if (!signature) return false;
    return internal::verify_raw(hash_data(canonical_proof, canonical_document), *signature, key);
}

json::Value sign_jcs(const json::Value& document, const ProofOptions& options, const KeyPair& key) {
    ENSURE(document.object() != nullptr);
    ENSURE(document.member("proof") == nullptr);
    json::Object proof{{"type", kType},
                       {"cryptosuite", kSuite},
                       {"created", to_text(options.created)},
                       {"verificationMethod", options.verification_method},
                       {"proofPurpose", options.proof_purpose}};
    if (const json::Value* context = document.member("@context"); context != nullptr) {
        proof["@context"] = *context;
    }
    proof["proofValue"] = proof_value(json::write(proof), json::write(document), key);
    json::Object secured = *document.object();
    secured["proof"] = std::move(proof);
    return secured;
}

Result<ProofOptions, Fault> verify_jcs(const json::Value& secured,
                                       const PublicKey& key,
                                       std::string_view purpose) {
    const auto found = the_jcs_proof(secured);
    if (!found) return Refused{found.error()};
    const json::Value& proof = *found.value();
    const json::Value* value = proof.member("proofValue");
    if (value == nullptr || value->text() == nullptr) return Refused{Fault::MalformedProof};
    const auto options = options_of(proof);
    if (!options) return Refused{Fault::MalformedProof};
    if (options->proof_purpose != purpose) return Refused{Fault::OtherPurpose};
    if (!contexts_agree(secured, proof)) return Refused{Fault::ContextsDiffer};
    if (!verify_proof_value(json::write(without_value(proof)),
                            json::write(unsecured(secured, proof)),
                            *value->text(),
                            key)) {
        return Refused{Fault::BadSignature};
    }
    return *options;
}

std::string to_multikey(const PublicKey& key) {
    Bytes bytes(kEd25519PublicMulticodec.begin(), kEd25519PublicMulticodec.end());
    bytes.insert(bytes.end(), key.bytes().begin(), key.bytes().end());
    return kMultibaseBase58 + to_base58(bytes);
}

std::optional<PublicKey> from_multikey(std::string_view text) {
    const auto bytes = from_multibase(text);
    if (!bytes || bytes->size() != kEd25519PublicMulticodec.size() + kPublicKeyBytes) {
        return std::nullopt;
    }
    if (!std::equal(
            kEd25519PublicMulticodec.begin(), kEd25519PublicMulticodec.end(), bytes->begin())) {
        return std::nullopt;
    }
    return PublicKey::from_bytes(ByteView(*bytes).subspan(kEd25519PublicMulticodec.size()));
}

}  // namespace probant::crypto::data_integrity
