// DSSE envelopes: what they look like, and everything that is refused.
//
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/dsse.h"

#include <catch2/catch.hpp>

#include "tests/unit/crypto/keys.h"
#include "tests/unit/crypto/vectors.h"

using namespace probant;          // NOLINT(google-build-using-namespace): a test of this namespace
using namespace probant::crypto;  // NOLINT(google-build-using-namespace)
using crypto_test::key_of;
using crypto_test::publics;
using dsse::Envelope;
using dsse::Fault;
using dsse::PayloadType;

namespace {

const std::string kPayload = R"({"_type":"https://in-toto.io/Statement/v1"})";

std::string one_envelope() {
    const KeyPair centre = key_of(1);
    return dsse::sign(PayloadType::Packet, kPayload, {centre});
}

std::optional<Fault> fault_of(std::string_view text, const Signers& known) {
    const auto envelope = Envelope::read(text);
    if (!envelope) return envelope.error();
    const auto verified = envelope.value().verify(PayloadType::Packet, publics(known));
    if (!verified) return verified.error();
    return std::nullopt;
}

std::string replaced(std::string text, std::string_view old_part, std::string_view new_part) {
    const auto at = text.find(old_part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old_part.size(), new_part);
}

}  // namespace

TEST_CASE("The signed bytes are the pre-authentication encoding of DSSE") {
    CHECK(to_string(dsse::pre_authentication_encoding(PayloadType::Packet, "{}")) ==
          "DSSEv1 28 application/vnd.in-toto+json 2 {}");
    CHECK(to_string(dsse::pre_authentication_encoding(PayloadType::Trust, "é")) ==
          "DSSEv1 34 application/vnd.probant.trust+json 2 é");
}

TEST_CASE("An envelope gives back its payload and who signed it, in order") {
    const KeyPair centre = key_of(1);
    const KeyPair invigilator = key_of(2);
    const auto envelope =
        Envelope::read(dsse::sign(PayloadType::Packet, kPayload, {centre, invigilator}));
    REQUIRE(envelope);
    CHECK(envelope.value().claimed_keyids() ==
          std::vector<std::string>{centre.keyid(), invigilator.keyid()});

    const auto verified =
        envelope.value().verify(PayloadType::Packet, publics({invigilator, centre}));
    REQUIRE(verified);
    CHECK(verified.value().payload == kPayload);
    CHECK(verified.value().signers == publics({centre, invigilator}));
}

TEST_CASE("An envelope changed in any byte is refused") {
    const KeyPair key = key_of(1);
    crypto_test::with_each_byte_changed(one_envelope(),
                                        [&](const std::string& text, std::size_t at) {
                                            INFO("byte " << at);
                                            REQUIRE(fault_of(text, {key}).has_value());
                                        });
}

TEST_CASE("An envelope cut anywhere is refused") {
    const KeyPair key = key_of(1);
    crypto_test::with_each_cut(one_envelope(), [&](const std::string& text, std::size_t size) {
        INFO("cut at " << size);
        REQUIRE(fault_of(text, {key}) == Fault::NotJson);
    });
}

TEST_CASE("Anything after an envelope is refused") {
    const KeyPair key = key_of(1);
    CHECK_FALSE(fault_of(one_envelope(), {key}));
    CHECK(fault_of(one_envelope() + "\n", {key}) == Fault::NotCanonical);
    CHECK(fault_of(one_envelope() + "x", {key}) == Fault::NotJson);
}

TEST_CASE("An envelope over the size limit is refused before it is read") {
    CHECK(fault_of(std::string(dsse::kEnvelopeBytesMax, ' '), {}) == Fault::NotJson);
    CHECK(fault_of(std::string(dsse::kEnvelopeBytesMax + 1, ' '), {}) == Fault::TooLarge);
}

TEST_CASE("Another spelling of the same envelope is refused") {
    const KeyPair key = key_of(1);
    CHECK(fault_of(replaced(one_envelope(), "\",\"", "\", \""), {key}) == Fault::NotCanonical);
    CHECK(fault_of(replaced(one_envelope(), "application/", "application\\/"), {key}) ==
          Fault::NotCanonical);
}

TEST_CASE("Base64 without its padding or with unused bits is refused") {
    const KeyPair key = key_of(1);
    const std::string text = one_envelope();
    CHECK(fault_of(replaced(text, "==\"", "\""), {key}) == Fault::Malformed);
    CHECK(fault_of(replaced(text, "fQ==", "fR=="), {key}) == Fault::Malformed);
}

TEST_CASE("A member too many or too few is refused") {
    const KeyPair key = key_of(1);
    const std::string text = one_envelope();
    CHECK(fault_of(replaced(text, "{\"payload\"", "{\"more\":1,\"payload\""), {key}) ==
          Fault::Malformed);
    CHECK(fault_of(replaced(text, "{\"keyid\"", "{\"cert\":\"\",\"keyid\""), {key}) ==
          Fault::Malformed);
    CHECK(fault_of(R"({"payload":"e30=","payloadType":"application/vnd.in-toto+json"})", {key}) ==
          Fault::Malformed);
}

TEST_CASE("An envelope without signature is refused") {
    CHECK(fault_of(
              R"({"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[]})",
              {}) == Fault::NoSignature);
}

TEST_CASE("A payload type off the list is refused, and so is another than expected") {
    const KeyPair key = key_of(1);
    CHECK(fault_of(replaced(one_envelope(), "in-toto", "in-tota"), {key}) ==
          Fault::UnknownPayloadType);
    CHECK(fault_of(dsse::sign(PayloadType::Receipt, kPayload, {key}), {key}) ==
          Fault::UnknownPayloadType);
}

TEST_CASE("A signature for one payload type does not serve another") {
    const KeyPair key = key_of(1);
    const std::string receipt = dsse::sign(PayloadType::Receipt, kPayload, {key});
    CHECK(fault_of(replaced(receipt, "vnd.probant.receipt", "vnd.in-toto"), {key}) ==
          Fault::BadSignature);
}

TEST_CASE("One unknown signer refuses the whole envelope") {
    const KeyPair centre = key_of(1);
    const KeyPair stranger = key_of(9);
    const std::string text = dsse::sign(PayloadType::Packet, kPayload, {centre, stranger});
    CHECK(fault_of(text, {centre}) == Fault::UnknownKey);
    CHECK_FALSE(fault_of(text, {centre, stranger}));
}

TEST_CASE("A keyid that names another key than the one that signed is refused") {
    const KeyPair centre = key_of(1);
    const KeyPair other = key_of(2);
    const std::string text = replaced(one_envelope(), centre.keyid(), other.keyid());
    CHECK(fault_of(text, {centre, other}) == Fault::BadSignature);
}

TEST_CASE("The same signer twice is refused") {
    const KeyPair centre = key_of(1);
    const KeyPair other = key_of(2);
    const std::string text = replaced(
        dsse::sign(PayloadType::Packet, kPayload, {centre, other}), other.keyid(), centre.keyid());
    CHECK(fault_of(text, {centre, other}) == Fault::SignerTwice);
}

TEST_CASE("The golden packet verifies with its published keys") {
    const auto file = crypto_test::vector_file("project-golden/packet.dsse.json");
    if (!file) {
        WARN("project-golden/packet.dsse.json is absent, skipped");
        return;
    }
    const auto centre = PublicKey::from_bytes(
        crypto_test::hex("e8f21e0c2925bd8d969d83741dad7016ded256906af1e144810d59492df13776"));
    const auto invigilator = PublicKey::from_bytes(
        crypto_test::hex("13db988e24b388aaa48de15653309ddf63b65714e3d1eb2a25221d1814d589bb"));
    const auto envelope = Envelope::read(*file);
    REQUIRE(envelope);
    const std::vector<PublicKey> keys{*centre, *invigilator};
    CHECK(envelope.value().verify(PayloadType::Packet, keys));
}
