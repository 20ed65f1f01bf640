// Byte strings and their strict spellings.
//
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/base/bytes.h"

#include <catch2/catch.hpp>

#include "crypto/base/base58.h"
#include "crypto/base/bech32.h"
#include "crypto/base/secret.h"
#include "crypto/base/utc_time.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "tests/unit/crypto/vectors.h"

using namespace probant;  // NOLINT(google-build-using-namespace): a test of this namespace
using crypto_test::hex;

TEST_CASE("Hexadecimal is written in lower case and read in lower case only") {
    CHECK(to_hex(hex("00ff7f")) == "00ff7f");
    CHECK_FALSE(from_hex("00FF"));
    CHECK_FALSE(from_hex("0"));
    CHECK_FALSE(from_hex("0g"));
    CHECK(from_hex("")->empty());
}

TEST_CASE("Base64 has one spelling for one value") {
    // RFC 4648 § 10.
    CHECK(to_base64(as_bytes("foob")) == "Zm9vYg==");
    CHECK(to_string(*from_base64("Zm9vYg==")) == "foob");
    CHECK(from_base64("")->empty());
    CHECK_FALSE(from_base64("Zm9vYg"));
    CHECK_FALSE(from_base64("Zm9vYg="));
    CHECK_FALSE(from_base64("Zm9vYh=="));
    CHECK_FALSE(from_base64("Zm9v Yg=="));
    CHECK_FALSE(from_base64("Zm9vYg==\n"));
    CHECK_FALSE(from_base64("_-8="));
    CHECK_FALSE(from_base64("Zm9vYg==Zm9v"));
}

TEST_CASE("The URL alphabet is read without padding and without the other alphabet") {
    CHECK(to_base64url(hex("fbff")) == "-_8");
    CHECK(*from_base64url("-_8") == hex("fbff"));
    CHECK_FALSE(from_base64url("-_8="));
    CHECK_FALSE(from_base64url("+/8"));
    CHECK_FALSE(from_base64url("-_9"));
}

TEST_CASE("Unpadded base64 refuses padding and unused bits") {
    CHECK(to_base64_unpadded(as_bytes("foob")) == "Zm9vYg");
    CHECK(from_base64_unpadded("Zm9vYg"));
    CHECK_FALSE(from_base64_unpadded("Zm9vYg=="));
    CHECK_FALSE(from_base64_unpadded("Zm9vYh"));
    CHECK_FALSE(from_base64_unpadded("Z"));
}

TEST_CASE("Base58 keeps leading zeros and refuses look-alikes") {
    CHECK(to_base58(as_bytes("Hello World!")) == "2NEpo7TZRRrLZSi2U");
    CHECK(to_base58(hex("0000287fb4cd")) == "11233QC4");
    CHECK(*from_base58("11233QC4") == hex("0000287fb4cd"));
    CHECK(from_base58("")->empty());
    CHECK(*from_base58("11") == hex("0000"));
    CHECK_FALSE(from_base58("0OIl"));
    CHECK_FALSE(from_base58(std::string(kBase58CharactersMax + 1, '1')));
}

TEST_CASE("A Bech32 text is read under its own prefix and checksum only") {
    const std::string text = to_bech32("age", hex("00112233445566778899"));
    CHECK(to_hex(from_bech32("age", text).expose()) == "00112233445566778899");
    CHECK(from_bech32("agf", text).empty());
    CHECK(from_bech32("ag", text).empty());

    std::string changed = text;
    changed.back() = changed.back() == 'q' ? 'p' : 'q';
    CHECK(from_bech32("age", changed).empty());

    std::string mixed = text;
    mixed[0] = 'A';
    CHECK(from_bech32("age", mixed).empty());
}

TEST_CASE("SHA-256 of content in pieces is that of the whole") {
    // FIPS 180-4.
    const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    CHECK(crypto::sha256("abc").hex() == abc);
    CHECK(crypto::Sha256().add(as_bytes("a")).add({}).add(as_bytes("bc")).finish().hex() == abc);
    CHECK(crypto::Digest::parse(abc) == crypto::sha256("abc"));
    CHECK_FALSE(crypto::Digest::parse(abc.substr(2)));
}

TEST_CASE("A second has one text, and only dates that exist are read") {
    CHECK(parse_utc("1970-01-01T00:00:00Z") == UtcTime{0});
    CHECK(parse_utc("2026-11-21T10:00:00Z") == UtcTime{1795255200});
    CHECK(parse_utc("9999-12-31T23:59:59Z") == kUtcTimeMax);
    CHECK(parse_utc("2024-02-29T00:00:00Z"));
    CHECK(to_text(UtcTime{1795255200}) == "2026-11-21T10:00:00Z");
    CHECK(to_text(kUtcTimeMax) == "9999-12-31T23:59:59Z");
    const auto* const text = GENERATE("2023-02-29T00:00:00Z",
                                      "1969-12-31T23:59:59Z",
                                      "2026-11-21T24:00:00Z",
                                      "2026-11-21T10:60:00Z",
                                      "2016-12-31T23:59:60Z",
                                      "2026-11-21T10:00:00z",
                                      "2026-11-21 10:00:00Z",
                                      "2026-11-21T10:00:00+00:00",
                                      "2026-11-21T10:00:00.0Z",
                                      "2026-11-21T10:00:00Z ",
                                      "2026-13-01T00:00:00Z",
                                      "2026-00-01T00:00:00Z",
                                      "+026-11-21T10:00:00Z",
                                      "");
    CHECK_FALSE(parse_utc(text));
}

TEST_CASE("A secret leaves nothing behind in the buffer it was taken from") {
    std::string typed = "correct horse";
    const SecretBytes secret = SecretBytes::from(std::move(typed));
    CHECK(typed.empty());  // NOLINT(bugprone-use-after-move): that it was wiped is the point
    CHECK(as_text(secret.expose()) == "correct horse");
    CHECK(same_secret(secret, SecretBytes::copy_of(secret.expose())));
    CHECK_FALSE(same_secret(secret, SecretBytes::from(std::string("correct hors"))));
    CHECK_FALSE(same_secret(secret, SecretBytes::from(std::string("correct horsf"))));
}

TEST_CASE("Random identifiers carry their version and differ") {
    const Uuid one = crypto::random_uuid_v4();
    CHECK(one != crypto::random_uuid_v4());
    CHECK(to_text(one)[14] == '4');
    CHECK(to_text(crypto::random_uuid_v7(1795255200000)).substr(0, 13) == "01a1fd8c-6900");
    CHECK(crypto::random_u64() != crypto::random_u64());
}
