// Trust: who may sign what, when, and how a false trust is refused.
//
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/trust/trust.h"

#include <catch2/catch.hpp>

#include "crypto/attestation.h"
#include "crypto/dsse.h"
#include "crypto/trust/public_file.h"
#include "tests/unit/crypto/keys.h"

using namespace probant;          // NOLINT(google-build-using-namespace): a test of this namespace
using namespace probant::crypto;  // NOLINT(google-build-using-namespace)
using crypto_test::key_of;

namespace {

constexpr std::uint8_t kRoot = 1;
constexpr std::uint8_t kCentre = 2;
constexpr std::uint8_t kInvigilator = 3;

UtcTime at(std::string_view text) {
    const auto time = parse_utc(text);
    REQUIRE(time);
    return *time;
}

TrustedKey centre_key() {
    return {key_of(kCentre).public_key(),
            {Role::Centre, "FR-0042", false},
            at("2026-01-01T00:00:00Z"),
            at("2027-01-01T00:00:00Z"),
            {}};
}

TrustStatement a_statement() {
    return {3, at("2026-11-01T00:00:00Z"), at("2027-11-01T00:00:00Z"), {centre_key()}};
}

std::string root_pub(bool demo = false) {
    return write_public_file({Role::Root, "", demo}, key_of(kRoot));
}

Result<Trust, TrustFault> loaded(const TrustStatement& statement, std::uint64_t remembered = 0) {
    return load_trust({root_pub(), sign_trust(statement, key_of(kRoot))}, remembered);
}

std::optional<TrustFault> fault_of(const TrustFiles& files, std::uint64_t remembered = 0) {
    const auto trust = load_trust(files, remembered);
    if (trust) return std::nullopt;
    return trust.error();
}

std::string signed_text(std::string_view payload) {
    const KeyPair root = key_of(kRoot);
    return dsse::sign(dsse::PayloadType::Trust, payload, {root});
}

std::string replaced(std::string text, std::string_view old_part, std::string_view new_part) {
    const auto place = text.find(old_part);
    REQUIRE(place != std::string::npos);
    return text.replace(place, old_part.size(), new_part);
}

KeyUse centre_use(std::string_view time) {
    return {Role::Centre, at(time), {}, {}};
}

}  // namespace

TEST_CASE("A signed statement is loaded and names its keys") {
    const auto trust = loaded(a_statement());
    REQUIRE(trust);
    CHECK(trust.value().version() == 3);
    CHECK_FALSE(trust.value().is_demo());
    const TrustedKey* key = trust.value().find_key(key_of(kCentre).keyid());
    REQUIRE(key != nullptr);
    CHECK(*key == centre_key());
    CHECK(trust.value().find_key("nobody") == nullptr);
    CHECK(trust.value().signing_keys() == std::vector<PublicKey>{key_of(kCentre).public_key()});
}

TEST_CASE("A statement reads back as written, revocations and recipients included") {
    TrustStatement statement = a_statement();
    statement.keys[0].revoked = Revocation{at("2026-06-01T00:00:00Z"), 17};
    const auto identity = age::Identity::generate();
    statement.keys.push_back({identity.recipient(),
                              {Role::AgeRegistry, "", false},
                              at("2026-01-01T00:00:00Z"),
                              at("2027-01-01T00:00:00Z"),
                              {}});
    const auto again = read_statement(write_statement(statement));
    REQUIRE(again);
    CHECK(write_statement(*again) == write_statement(statement));
    CHECK(again->keys.size() == 2);
}

TEST_CASE("A key is valid from its first second to the one before its last") {
    const auto trust = loaded(a_statement());
    REQUIRE(trust);
    const auto standing = [&](std::string_view time) {
        return trust.value().standing(key_of(kCentre).keyid(), centre_use(time));
    };
    CHECK(standing("2025-12-31T23:59:59Z") == Standing::NotYet);
    CHECK(standing("2026-01-01T00:00:00Z") == Standing::Valid);
    CHECK(standing("2026-12-31T23:59:59Z") == Standing::Valid);
    CHECK(standing("2027-01-01T00:00:00Z") == Standing::Expired);
}

TEST_CASE("A key is not valid for another role, and an unlisted one for none") {
    const auto trust = loaded(a_statement());
    REQUIRE(trust);
    const KeyUse invigilator{Role::Invigilator, at("2026-06-01T00:00:00Z"), {}, {}};
    CHECK(trust.value().standing(key_of(kCentre).keyid(), invigilator) == Standing::OtherRole);
    CHECK(trust.value().standing(key_of(9).keyid(), centre_use("2026-06-01T00:00:00Z")) ==
          Standing::Unknown);
}

TEST_CASE("A revocation is only ever narrowed") {
    const Revocation first{at("2026-06-01T00:00:00Z"), 17};
    const Revocation earlier{at("2026-05-01T00:00:00Z"), std::nullopt};
    CHECK(narrowed(first, earlier) == Revocation{at("2026-05-01T00:00:00Z"), 17});
    CHECK(narrowed(earlier, first) == Revocation{at("2026-05-01T00:00:00Z"), 17});
    const Revocation higher{at("2026-07-01T00:00:00Z"), 30};
    CHECK(narrowed(first, higher) == first);
}

TEST_CASE("A revoked key counts before the date and up to the last packet only") {
    TrustedKey key = centre_key();
    key.revoked = Revocation{at("2026-06-01T00:00:00Z"), 17};
    KeyUse use = centre_use("2026-05-31T23:59:59Z");
    CHECK(standing_of(key, use) == Standing::Valid);
    use.packet_seq = 17;
    CHECK(standing_of(key, use) == Standing::Valid);
    use.packet_seq = 18;
    CHECK(standing_of(key, use) == Standing::Revoked);
    use.packet_seq = 1;
    use.at = at("2026-06-01T00:00:00Z");
    CHECK(standing_of(key, use) == Standing::Revoked);
}

TEST_CASE("In production a demonstration key is refused, and all keys of a demonstration root") {
    TrustStatement statement = a_statement();
    statement.keys[0].label.demo = true;
    const auto trust = loaded(statement);
    REQUIRE(trust);
    KeyUse use = centre_use("2026-06-01T00:00:00Z");
    const std::string keyid = key_of(kCentre).keyid();
    CHECK(trust.value().standing(keyid, use) == Standing::Demo);
    use.mode = TrustMode::Demo;
    CHECK(trust.value().standing(keyid, use) == Standing::Valid);

    const auto demo =
        load_trust({root_pub(/*demo=*/true), sign_trust(a_statement(), key_of(kRoot))}, 0);
    REQUIRE(demo);
    CHECK(demo.value().standing(keyid, use) == Standing::Valid);
    use.mode = TrustMode::Production;
    CHECK(demo.value().standing(keyid, use) == Standing::Demo);
    CHECK(demo.value().valid_keys(use).empty());
}

TEST_CASE("An expired trust is loaded and says so") {
    const auto trust = loaded(a_statement());
    REQUIRE(trust);
    CHECK_FALSE(trust.value().expired_at(at("2027-10-31T23:59:59Z")));
    CHECK(trust.value().expired_at(at("2027-11-01T00:00:00Z")));
}

TEST_CASE("A trust older than the one remembered is refused") {
    CHECK(loaded(a_statement(), 3));
    const auto rolled_back = loaded(a_statement(), 4);
    REQUIRE_FALSE(rolled_back);
    CHECK(rolled_back.error() == TrustFault::RolledBack);
}

TEST_CASE("A trust signed by another key than the root is refused") {
    CHECK(fault_of({root_pub(), sign_trust(a_statement(), key_of(9))}) == TrustFault::OtherRoot);
    CHECK(fault_of({root_pub(),
                    replaced(sign_trust(a_statement(), key_of(9)),
                             key_of(9).keyid(),
                             key_of(kRoot).keyid())}) == TrustFault::BadSignature);
}

TEST_CASE("A trust changed in any byte is refused") {
    const std::string text = sign_trust(a_statement(), key_of(kRoot));
    crypto_test::with_each_byte_changed(text, [&](const std::string& changed, std::size_t byte) {
        INFO("byte " << byte);
        REQUIRE(fault_of({root_pub(), changed}).has_value());
    });
}

TEST_CASE("A root that is no root is refused") {
    const std::string trust = sign_trust(a_statement(), key_of(kRoot));
    CHECK(fault_of({"", trust}) == TrustFault::BadRoot);
    CHECK(fault_of({write_public_file({Role::Centre, "FR-0042", false}, key_of(kRoot)), trust}) ==
          TrustFault::BadRoot);
    CHECK(fault_of({replaced(root_pub(), "\"demo\":false", "\"demo\":true"), trust}) ==
          TrustFault::BadRoot);
}

TEST_CASE("A packet's envelope is no trust, whoever signed it") {
    const KeyPair root = key_of(kRoot);
    CHECK(
        fault_of({root_pub(),
                  dsse::sign(dsse::PayloadType::Packet, write_statement(a_statement()), {root})}) ==
        TrustFault::BadEnvelope);
}

TEST_CASE("A signed statement of another shape is refused") {
    const std::string good = write_statement(a_statement());
    CHECK_FALSE(fault_of({root_pub(), signed_text(good)}));
    const auto refused = [&](std::string_view old_part, std::string_view new_part) {
        INFO(old_part << " to " << new_part);
        CHECK(fault_of({root_pub(), signed_text(replaced(good, old_part, new_part))}) ==
              TrustFault::BadStatement);
    };
    refused(R"("v":1)", R"("v":2)");
    refused(R"("v":1)", R"("v":1,"w":1)");
    refused(R"("version":3)", R"("version":0)");
    refused(R"("version":3)", R"("version":-1)");
    refused(R"("version":3)", R"("version": 3)");
    refused(R"("role":"centre")", R"("role":"root")");
    refused(R"("role":"centre")", R"("role":"session")");
    refused(R"("role":"centre")", R"("role":"nobody")");
    refused(R"("role":"centre")", R"("role":"registry_log")");
    refused("FR-0042", "FR 0042");
    refused(R"("to":"2027-01-01)", R"("to":"2026-01-01)");
    refused(R"("to":"2027-01-01T00:00:00Z")", R"("to":"2027-01-01")");
    refused(R"("demo":false)", R"("demo":0)");
    refused(R"("demo":false)", R"("demo":false,"lastPacket":3)");
    refused(key_of(kCentre).keyid(), key_of(9).keyid());
}

TEST_CASE("A key listed twice is refused") {
    const TrustStatement statement = a_statement();
    const std::string entry = write_statement(statement);
    const auto start = entry.find("[{") + 1;
    const auto end = entry.find("}]") + 1;
    std::string twice = entry;
    twice.insert(end, "," + entry.substr(start, end - start));
    CHECK(fault_of({root_pub(), signed_text(twice)}) == TrustFault::BadStatement);
}

TEST_CASE("A packet is sealed to the registry and the escrow that are valid then") {
    TrustStatement statement = a_statement();
    const auto registry = age::Identity::generate();
    const auto old_escrow = age::Identity::generate();
    statement.keys.push_back({registry.recipient(),
                              {Role::AgeRegistry, "", false},
                              at("2026-01-01T00:00:00Z"),
                              at("2027-01-01T00:00:00Z"),
                              {}});
    statement.keys.push_back({old_escrow.recipient(),
                              {Role::AgeEscrow, "", false},
                              at("2025-01-01T00:00:00Z"),
                              at("2026-01-01T00:00:00Z"),
                              {}});
    const auto trust = loaded(statement);
    REQUIRE(trust);
    CHECK(trust.value().recipients(at("2026-06-01T00:00:00Z"), TrustMode::Production) ==
          std::vector<age::Recipient>{registry.recipient()});
}

TEST_CASE("A public file proves that someone holds the private half") {
    const KeyLabel label{Role::Invigilator, "FR-0042", false};
    const std::string text = write_public_file(label, key_of(kInvigilator));
    const auto file = read_public_file(text);
    REQUIRE(file);
    CHECK(file->label == label);
    CHECK(file->key == AnyPublicKey(key_of(kInvigilator).public_key()));
    CHECK(read_public_file(text.substr(0, text.size() - 1)));
    CHECK_FALSE(read_public_file(text + "\n"));
    CHECK_FALSE(read_public_file(replaced(text, "invigilator", "centre")));
    CHECK_FALSE(read_public_file(replaced(text, "FR-0042", "FR-0043")));
}

TEST_CASE("A proof of possession serves one key and one use") {
    const KeyLabel label{Role::Centre, "FR-0042", false};
    const std::string proof = prove_possession(label, key_of(kCentre));
    CHECK(proves_possession(proof, label, key_of(kCentre).public_key()));
    CHECK_FALSE(proves_possession(proof, label, key_of(9).public_key()));
    CHECK_FALSE(proves_possession(
        proof, {Role::Invigilator, "FR-0042", false}, key_of(kCentre).public_key()));
    CHECK_FALSE(
        proves_possession(proof, {Role::Centre, "FR-0043", false}, key_of(kCentre).public_key()));
    CHECK_FALSE(
        proves_possession(proof, {Role::Centre, "FR-0042", true}, key_of(kCentre).public_key()));
}
