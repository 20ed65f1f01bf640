// Ed25519 keys: their names, which points are keys, and libsodium's verdict on public vectors.
//
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/signature.h"

#include <catch2/catch.hpp>

#include "crypto/canonical_json.h"
#include "crypto/internal/raw_signature.h"
#include "tests/unit/crypto/keys.h"
#include "tests/unit/crypto/vectors.h"

using namespace probant;          // NOLINT(google-build-using-namespace): a test of this namespace
using namespace probant::crypto;  // NOLINT(google-build-using-namespace)
using crypto_test::hex;
using crypto_test::vector_file;

TEST_CASE("The second vector of RFC 8032 is signed as published") {
    const auto key = KeyPair::from_seed(
        SecretBytes::from(hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")));
    CHECK(to_hex(key.public_key().bytes()) ==
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const Signature signature = internal::sign_raw(hex("72"), key);
    CHECK(
        to_hex(signature) ==
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d"
        "0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(internal::verify_raw(hex("72"), signature, key.public_key()));
    CHECK_FALSE(internal::verify_raw(hex("73"), signature, key.public_key()));
    CHECK_FALSE(internal::verify_raw(hex("72"), ByteView(signature).first(63), key.public_key()));
}

TEST_CASE("A key is named by its RFC 7638 thumbprint") {
    // RFC 8037 appendix A.3.
    const auto key = PublicKey::parse("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    REQUIRE(key);
    CHECK(key->keyid() == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    CHECK(key->text() == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
}

TEST_CASE("A point of small order, off the curve or spelt twice is no public key") {
    const auto* const point =
        GENERATE("0000000000000000000000000000000000000000000000000000000000000000",
                 "0100000000000000000000000000000000000000000000000000000000000000",
                 "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                 "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                 "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                 // y = p + 1, a second spelling of the neutral point.
                 "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                 // y = 2 is on no point.
                 "0200000000000000000000000000000000000000000000000000000000000000",
                 "");
    CHECK_FALSE(PublicKey::from_bytes(hex(point)));
}

TEST_CASE("A point with a part of small order is no public key") {
    // The base point plus a point of order 8 would verify with cofactored verifiers only.
    CHECK_FALSE(PublicKey::from_bytes(
        hex("55ae61520ca466adcc4ae4a32dc1633a5d749c64a5b50f136fc3469f27e487e6")));
    CHECK_FALSE(PublicKey::parse("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo="));
}

TEST_CASE("A derived secret depends on the key and on the label") {
    const KeyPair key = crypto_test::key_of(1);
    CHECK(same_secret(key.derived_secret("session"),
                      crypto_test::key_of(1).derived_secret("session")));
    CHECK_FALSE(same_secret(key.derived_secret("session"), key.derived_secret("station")));
    CHECK_FALSE(same_secret(key.derived_secret("session"),
                            crypto_test::key_of(2).derived_secret("session")));
}

TEST_CASE("The seed of a key makes the same key again") {
    const KeyPair key = KeyPair::generate();
    CHECK(KeyPair::from_seed(key.seed()).public_key() == key.public_key());
    CHECK(KeyPair::generate().public_key() != key.public_key());
}

TEST_CASE("A signature whose R is of low order is refused, as libsodium does") {
    const auto file = vector_file("project-golden/ed25519-low-R.json");
    if (!file) {
        WARN("project-golden/ed25519-low-R.json is absent, skipped");
        return;
    }
    const auto vector = json::read(*file);
    REQUIRE(vector);
    const auto field = [&vector](std::string_view name) {
        return hex(*vector.value().member(name)->text());
    };
    const auto key = PublicKey::from_bytes(field("pk"));
    REQUIRE(key);
    CHECK_FALSE(internal::verify_raw(field("msg"), field("sig"), *key));
}

TEST_CASE("Every Ed25519 vector of Wycheproof gets its published verdict") {
    const auto file = vector_file("wycheproof/ed25519_test.json");
    if (!file) {
        WARN("wycheproof/ed25519_test.json is absent, skipped");
        return;
    }
    const auto suite = json::read(*file);
    REQUIRE(suite);
    std::size_t run = 0;
    for (const json::Value& group : *suite.value().member("testGroups")->array()) {
        const auto key =
            PublicKey::from_bytes(hex(*group.member("publicKey")->member("pk")->text()));
        for (const json::Value& test : *group.member("tests")->array()) {
            INFO("tcId " << *test.member("tcId")->integer());
            REQUIRE(key);
            const bool valid = *test.member("result")->text() == "valid";
            CHECK(internal::verify_raw(hex(*test.member("msg")->text()),
                                       hex(*test.member("sig")->text()),
                                       *key) == valid);
            ++run;
        }
    }
    CHECK(run == 151);
}
