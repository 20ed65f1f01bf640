// Data Integrity proofs, eddsa-jcs-2022.
//
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/data_integrity.h"

#include <catch2/catch.hpp>

#include "crypto/base/base58.h"
#include "tests/unit/crypto/keys.h"
#include "tests/unit/crypto/vectors.h"

using namespace probant;          // NOLINT(google-build-using-namespace): a test of this namespace
using namespace probant::crypto;  // NOLINT(google-build-using-namespace)
using crypto_test::key_of;
using data_integrity::Fault;

namespace {

// The example of vc-di-eddsa, appendix B: the keys are published.
constexpr std::string_view kPublicMultikey = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
constexpr std::string_view kPrivateMultikey = "3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
constexpr std::string_view kUnsigned =
    R"({"@context":["https://www.w3.org/ns/credentials/v2",)"
    R"("https://www.w3.org/ns/credentials/examples/v2"],)"
    R"("id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",)"
    R"("type":["VerifiableCredential","AlumniCredential"],"name":"Alumni Credential",)"
    R"("description":"A minimum viable example of an Alumni Credential.",)"
    R"("issuer":"https://vc.example/issuers/5678","validFrom":"2023-01-01T00:00:00Z",)"
    R"("credentialSubject":{"id":"did:example:abcdefgh","alumniOf":"The School of Examples"}})";
constexpr std::string_view kProofValue =
    "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX";

json::Value read_json(std::string_view text) {
    auto value = json::read(text);
    REQUIRE(value);
    return std::move(value).value();
}

KeyPair example_key() {
    const auto multikey = from_base58(kPrivateMultikey);
    REQUIRE(multikey);
    return KeyPair::from_seed(SecretBytes::from(Bytes(multikey->begin() + 2, multikey->end())));
}

data_integrity::ProofOptions example_options() {
    return {*parse_utc("2023-02-24T23:36:38Z"),
            "did:key:" + std::string(kPublicMultikey) + "#" + std::string(kPublicMultikey),
            "assertionMethod"};
}

json::Value with(const json::Value& value, std::string_view name, json::Value member) {
    json::Object members = *value.object();
    members[std::string(name)] = std::move(member);
    return members;
}

std::optional<Fault> fault_of(const json::Value& secured, const PublicKey& key) {
    const auto options = data_integrity::verify_jcs(secured, key);
    if (options) return std::nullopt;
    return options.error();
}

}  // namespace

TEST_CASE("The example of vc-di-eddsa is signed to its published proof value") {
    const KeyPair key = example_key();
    CHECK(data_integrity::to_multikey(key.public_key()) == kPublicMultikey);
    CHECK(data_integrity::from_multikey(kPublicMultikey) == key.public_key());

    const json::Value secured =
        data_integrity::sign_jcs(read_json(kUnsigned), example_options(), key);
    CHECK(*secured.member("proof")->member("proofValue")->text() == kProofValue);

    const auto options = data_integrity::verify_jcs(secured, key.public_key());
    REQUIRE(options);
    CHECK(options.value().created == example_options().created);
    CHECK(options.value().verification_method == example_options().verification_method);
}

TEST_CASE("A document, a proof or a key that changed is refused") {
    const KeyPair key = example_key();
    const json::Value secured =
        data_integrity::sign_jcs(read_json(kUnsigned), example_options(), key);
    const json::Value& proof = *secured.member("proof");

    CHECK(fault_of(with(secured, "name", "Other"), key.public_key()) == Fault::BadSignature);
    CHECK(fault_of(with(secured, "more", 1), key.public_key()) == Fault::BadSignature);
    CHECK(fault_of(secured, key_of(1).public_key()) == Fault::BadSignature);
    CHECK(fault_of(with(secured, "proof", with(proof, "created", "2023-02-24T23:36:39Z")),
                   key.public_key()) == Fault::BadSignature);
    CHECK(fault_of(with(secured, "proof", with(proof, "proofPurpose", "authentication")),
                   key.public_key()) == Fault::OtherPurpose);
    CHECK(fault_of(with(secured, "proof", with(proof, "proofValue", "zz")), key.public_key()) ==
          Fault::BadSignature);
    CHECK(fault_of(with(secured, "proof", with(proof, "cryptosuite", "eddsa-2022")),
                   key.public_key()) == Fault::UnknownSuite);
    CHECK(fault_of(with(secured, "proof", with(proof, "created", 1)), key.public_key()) ==
          Fault::MalformedProof);
    CHECK(fault_of(with(secured, "proof", nullptr), key.public_key()) == Fault::UnknownSuite);
    CHECK(fault_of(read_json(kUnsigned), key.public_key()) == Fault::NoProof);
}

TEST_CASE("A document whose contexts do not begin with those of the proof is refused") {
    const KeyPair key = example_key();
    const json::Value secured =
        data_integrity::sign_jcs(read_json(kUnsigned), example_options(), key);
    CHECK(fault_of(with(secured, "@context", "https://www.w3.org/ns/credentials/v2"),
                   key.public_key()) == Fault::ContextsDiffer);
}

TEST_CASE("In a set of proofs the one of our suite is judged, and two are refused") {
    const KeyPair key = example_key();
    const json::Value secured =
        data_integrity::sign_jcs(read_json(kUnsigned), example_options(), key);
    const json::Value proof = *secured.member("proof");
    const json::Value other = with(proof, "cryptosuite", "eddsa-rdfc-2022");
    CHECK_FALSE(fault_of(with(secured, "proof", json::Array{other, proof}), key.public_key()));
    CHECK(fault_of(with(secured, "proof", json::Array{proof, proof}), key.public_key()) ==
          Fault::NotOneJcsProof);
    CHECK(fault_of(with(secured, "proof", json::Array{other}), key.public_key()) ==
          Fault::UnknownSuite);
}

TEST_CASE("The published JCS and RDFC vectors of vc-di-eddsa verify") {
    const std::string folder = "w3c-vc-di-eddsa/TestVectors/";
    const auto jcs = crypto_test::vector_file(folder + "eddsa-jcs-2022/signedJCS.json");
    const auto proof = crypto_test::vector_file(folder + "eddsa-rdfc-2022/proofCanonDataInt.txt");
    const auto document = crypto_test::vector_file(folder + "eddsa-rdfc-2022/canonDocDataInt.txt");
    const auto value = crypto_test::vector_file(folder + "eddsa-rdfc-2022/sigBTC58DataInt.txt");
    if (!jcs || !proof || !document || !value) {
        WARN("w3c-vc-di-eddsa is absent, skipped");
        return;
    }
    const KeyPair key = example_key();
    CHECK_FALSE(fault_of(read_json(*jcs), key.public_key()));
    CHECK(data_integrity::verify_proof_value(*proof, *document, *value, key.public_key()));
    CHECK(data_integrity::proof_value(*proof, *document, key) == *value);
    CHECK_FALSE(data_integrity::verify_proof_value(*document, *proof, *value, key.public_key()));
}

TEST_CASE("The golden certificate verifies with its published key") {
    const auto file = crypto_test::vector_file("project-golden/cert.jcs.json");
    if (!file) {
        WARN("project-golden/cert.jcs.json is absent, skipped");
        return;
    }
    const auto key =
        data_integrity::from_multikey("z6MkwDhDASKzZw7Z2K94ZVLyuea99F7KSxtEiAkU3kDxthcE");
    REQUIRE(key);
    CHECK_FALSE(fault_of(read_json(*file), *key));
}
