// Notes, checkpoints and receipts.
//
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/checkpoint.h"

#include <catch2/catch.hpp>

#include "tests/unit/crypto/keys.h"
#include "tests/unit/crypto/vectors.h"

using namespace probant;          // NOLINT(google-build-using-namespace): a test of this namespace
using namespace probant::crypto;  // NOLINT(google-build-using-namespace)
using crypto_test::key_of;
using crypto_test::vector_file;

namespace {

const std::string kOrigin = "registry.example/centre/FR-0042/session/2026-11-21-A";

Checkpoint a_checkpoint() {
    return {kOrigin, {5, sha256("root")}};
}

std::optional<CheckpointFault> fault_of(std::string_view note, const KeyPair& key) {
    const auto checkpoint = open_checkpoint(note, kOrigin, key.public_key());
    if (checkpoint) return std::nullopt;
    return checkpoint.error();
}

PublicKey golden_log_key() {
    const auto key = PublicKey::from_bytes(
        crypto_test::hex("31f071733e4c71c5d41e0f0940d41933289028787137064eade223f2bad341c0"));
    REQUIRE(key);
    return *key;
}

merkle::Tree a_tree(std::uint64_t size) {
    merkle::Tree tree;
    for (std::uint64_t leaf = 0; leaf < size; ++leaf) {
        tree.append(merkle::leaf_hash(as_bytes(std::to_string(leaf))));
    }
    return tree;
}

}  // namespace

TEST_CASE("A checkpoint is three lines that a person can read") {
    CHECK(checkpoint_text({"here", {5, sha256("")}}) ==
          "here\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
}

TEST_CASE("A signed checkpoint opens under its origin and key only") {
    const KeyPair key = key_of(1);
    const std::string note = sign_checkpoint(a_checkpoint(), key);
    const auto opened = open_checkpoint(note, kOrigin, key.public_key());
    REQUIRE(opened);
    CHECK(opened.value() == a_checkpoint());
    CHECK(fault_of(note, key_of(2)) == CheckpointFault::UnknownKey);
    const auto elsewhere = open_checkpoint(note, "elsewhere", key.public_key());
    REQUIRE_FALSE(elsewhere);
    CHECK(elsewhere.error() == CheckpointFault::UnknownKey);
}

TEST_CASE("A checkpoint changed in any byte or cut anywhere is refused") {
    const KeyPair key = key_of(1);
    const std::string note = sign_checkpoint(a_checkpoint(), key);
    crypto_test::with_each_byte_changed(note, [&](const std::string& text, std::size_t at) {
        INFO("byte " << at);
        REQUIRE(fault_of(text, key).has_value());
    });
    crypto_test::with_each_cut(note, [&](const std::string& text, std::size_t size) {
        INFO("cut at " << size);
        REQUIRE(fault_of(text, key) == CheckpointFault::Malformed);
    });
    CHECK(fault_of(note + "x", key) == CheckpointFault::Malformed);
    CHECK(fault_of(note + "\n", key) == CheckpointFault::Malformed);
}

TEST_CASE("A note signed by the right key that is no checkpoint is refused") {
    const KeyPair key = key_of(1);
    const std::string root = to_base64(sha256("root").bytes);
    const auto signed_with = [&](const std::string& lines) {
        return fault_of(note::sign(kOrigin, lines, key), key);
    };
    CHECK_FALSE(signed_with("5\n" + root + "\n"));
    CHECK(signed_with("05\n" + root + "\n") == CheckpointFault::Malformed);
    CHECK(signed_with("-5\n" + root + "\n") == CheckpointFault::Malformed);
    CHECK(signed_with("18446744073709551616\n" + root + "\n") == CheckpointFault::Malformed);
    CHECK(signed_with("5\n" + root + "\nan extension\n") == CheckpointFault::Malformed);
    CHECK(signed_with("5\n" + root.substr(4) + "\n") == CheckpointFault::Malformed);
    CHECK(signed_with("5\n") == CheckpointFault::Malformed);
}

TEST_CASE("A note over the size limit is refused") {
    CHECK(fault_of(std::string(note::kNoteBytesMax + 1, 'a'), key_of(1)) ==
          CheckpointFault::TooLarge);
}

TEST_CASE("A name that hides a space or a separator is no name") {
    CHECK(note::is_name("registry.example/log"));
    CHECK(note::is_name("Montpellier-Méditerranée"));
    CHECK_FALSE(note::is_name(""));
    CHECK_FALSE(note::is_name("a b"));
    CHECK_FALSE(note::is_name("a+b"));
    CHECK_FALSE(note::is_name("a\nb"));
    CHECK_FALSE(
        note::is_name("a\xC2\xA0"
                      "b"));
    CHECK_FALSE(note::is_name("\xFF"));
}

TEST_CASE("The short code is ten characters that cannot be misread, and follows the checkpoint") {
    const std::string code = short_code(a_checkpoint());
    REQUIRE(code.size() == 12);
    CHECK(code[4] == '-');
    CHECK(code[9] == '-');
    CHECK(code.find_first_of("ILOU") == std::string::npos);
    Checkpoint other = a_checkpoint();
    other.head.size = 6;
    CHECK(short_code(other) != code);
    // SHA-256 of "here\n0\n47DE…\n", first 50 bits, computed apart.
    CHECK(short_code({"here", {0, sha256("")}}) == "VQ5N-V3F9-9J");
}

TEST_CASE("A receipt proves one leaf at one place under one checkpoint") {
    const KeyPair key = key_of(1);
    const merkle::Tree tree = a_tree(9);
    const Digest leaf = merkle::leaf_hash(as_bytes("4"));
    const std::string note = sign_checkpoint({kOrigin, {9, tree.root()}}, key);
    const std::string text = write_receipt(4, tree.inclusion(4, 9), note);

    const auto receipt = open_receipt(text, leaf, kOrigin, key.public_key());
    REQUIRE(receipt);
    CHECK(receipt.value().index == 4);
    CHECK(receipt.value().checkpoint.head.size == 9);

    const auto other =
        open_receipt(text, merkle::leaf_hash(as_bytes("5")), kOrigin, key.public_key());
    REQUIRE_FALSE(other);
    CHECK(other.error() == CheckpointFault::NotIncluded);
    crypto_test::with_each_byte_changed(text, [&](const std::string& changed, std::size_t at) {
        INFO("byte " << at);
        REQUIRE_FALSE(open_receipt(changed, leaf, kOrigin, key.public_key()));
    });
    crypto_test::with_each_cut(text, [&](const std::string& cut, std::size_t size) {
        INFO("cut at " << size);
        REQUIRE_FALSE(open_receipt(cut, leaf, kOrigin, key.public_key()));
    });
}

TEST_CASE("The golden checkpoint opens, witness line and all") {
    const auto file = vector_file("project-golden/checkpoint");
    if (!file) {
        WARN("project-golden/checkpoint is absent, skipped");
        return;
    }
    const auto checkpoint = open_checkpoint(*file, kOrigin, golden_log_key());
    REQUIRE(checkpoint);
    CHECK(checkpoint.value().head.size == 5);
    const auto vkey = vector_file("project-golden/log.vkey");
    REQUIRE(vkey);
    CHECK(note::verifier_text({kOrigin, golden_log_key()}) + "\n" == *vkey);
}

TEST_CASE("Each golden receipt proves its leaf and no other") {
    for (std::size_t index = 0; index < 5; ++index) {
        const std::string name = "project-golden/evt" + std::to_string(index);
        const auto text = vector_file(name + ".tlog-proof");
        const auto entry = vector_file(name + ".leaf");
        if (!text || !entry) {
            WARN(name << " is absent, skipped");
            continue;
        }
        const Digest leaf = merkle::leaf_hash(as_bytes(*entry));
        const auto receipt = open_receipt(*text, leaf, kOrigin, golden_log_key());
        REQUIRE(receipt);
        CHECK(receipt.value().index == index);
        CHECK_FALSE(open_receipt(*text, sha256("other"), kOrigin, golden_log_key()));
    }
}
