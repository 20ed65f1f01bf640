// The primitives we stand on, held to the public vectors of Wycheproof and to RFC 5869.
//
// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>
#include <sodium.h>

#include "crypto/canonical_json.h"
#include "crypto/internal/hkdf.h"
#include "crypto/sodium.h"
#include "tests/unit/crypto/vectors.h"

using namespace probant;          // NOLINT(google-build-using-namespace): a test of this namespace
using namespace probant::crypto;  // NOLINT(google-build-using-namespace)
using crypto_test::hex;

namespace {

Bytes field(const json::Value& test, std::string_view name) {
    return hex(*test.member(name)->text());
}

/// Runs `check` on each test of a suite; false when the suite is absent.
template <class Check>
std::size_t run_suite(const std::string& name, Check check) {
    start_sodium();
    const auto file = crypto_test::vector_file("wycheproof/" + name);
    if (!file) {
        WARN("wycheproof/" << name << " is absent, skipped");
        return 0;
    }
    const auto suite = json::read(*file);
    REQUIRE(suite);
    std::size_t run = 0;
    for (const json::Value& group : *suite.value().member("testGroups")->array()) {
        for (const json::Value& test : *group.member("tests")->array()) {
            INFO(name << " tcId " << *test.member("tcId")->integer());
            run += check(test) ? 1U : 0U;
        }
    }
    return run;
}

using Decrypt = int (*)(unsigned char*,
                        unsigned long long*,
                        unsigned char*,
                        const unsigned char*,
                        unsigned long long,
                        const unsigned char*,
                        unsigned long long,
                        const unsigned char*,
                        const unsigned char*);

/// False when the nonce has another size, which our types cannot express.
bool check_aead(const json::Value& test, std::size_t nonce_bytes, Decrypt decrypt) {
    const Bytes nonce = field(test, "iv");
    if (nonce.size() != nonce_bytes) return false;
    const Bytes key = field(test, "key");
    const Bytes more = field(test, "aad");
    const Bytes clear = field(test, "msg");
    Bytes sealed = field(test, "ct");
    const Bytes tag = field(test, "tag");
    sealed.insert(sealed.end(), tag.begin(), tag.end());
    Bytes opened(clear.size());
    const int status = decrypt(opened.data(),
                               nullptr,
                               nullptr,
                               sealed.data(),
                               sealed.size(),
                               more.data(),
                               more.size(),
                               nonce.data(),
                               key.data());
    const bool valid = *test.member("result")->text() == "valid";
    CHECK((status == 0) == valid);
    if (status == 0) CHECK(opened == clear);
    return true;
}

}  // namespace

TEST_CASE("HKDF gives the bytes of RFC 5869") {
    // Test cases 1 and 3, the first 32 bytes of output.
    const Bytes key(22, 0x0B);
    CHECK(to_hex(internal::hkdf_sha256(
                     key, hex("000102030405060708090a0b0c"), as_text(hex("f0f1f2f3f4f5f6f7f8f9")))
                     .expose()) ==
          "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    CHECK(to_hex(internal::hkdf_sha256(key, {}, "").expose()) ==
          "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

TEST_CASE("Every X25519 vector of Wycheproof gives its published secret") {
    const std::size_t run = run_suite("x25519_test.json", [](const json::Value& test) {
        const Bytes shared = field(test, "shared");
        Bytes computed(32);
        const int status = crypto_scalarmult_curve25519(
            computed.data(), field(test, "private").data(), field(test, "public").data());
        // A shared secret of zeros is a point of small order, which we refuse.
        const bool zero = shared == Bytes(32, 0);
        CHECK((status != 0) == zero);
        if (!zero) CHECK(computed == shared);
        return true;
    });
    CHECK((run == 0 || run == 518));
}

TEST_CASE("Every ChaCha20-Poly1305 vector of Wycheproof gets its published verdict") {
    const std::size_t run = run_suite("chacha20_poly1305_test.json", [](const json::Value& test) {
        return check_aead(test, 12, crypto_aead_chacha20poly1305_ietf_decrypt);
    });
    CHECK((run == 0 || run == 316));
}

TEST_CASE("Every XChaCha20-Poly1305 vector of Wycheproof gets its published verdict") {
    const std::size_t run = run_suite("xchacha20_poly1305_test.json", [](const json::Value& test) {
        return check_aead(test, 24, crypto_aead_xchacha20poly1305_ietf_decrypt);
    });
    CHECK((run == 0 || run == 306));
}
