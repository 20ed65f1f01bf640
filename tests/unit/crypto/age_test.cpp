// age v1 files: ours, a published one, and all the public vectors for X25519.
//
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/age.h"

#include <fstream>
#include <iterator>
#include <map>

#include <catch2/catch.hpp>

#include "crypto/digest.h"
#include "tests/unit/crypto/keys.h"
#include "tests/unit/crypto/vectors.h"

#if PROBANT_HAVE_ZLIB
#include <zlib.h>
#endif

using namespace probant;          // NOLINT(google-build-using-namespace): a test of this namespace
using namespace probant::crypto;  // NOLINT(google-build-using-namespace)
using age::Fault;
using age::Identity;
using age::Recipient;

namespace {

// Public test identity of C2SP/CCTV.
constexpr std::string_view kVectorIdentity =
    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";

// CCTV `x25519`, payload included (0BSD, CC0 or Unlicense).
constexpr std::string_view kVectorHeader =
    "age-encryption.org/v1\n"
    "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n"
    "hjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\n"
    "--- WyJp9F/9FOZh7gJdheq2WIJcwHgYc8NIVh3ddwhrcNg\n";
constexpr std::string_view kVectorPayload =
    "eecf62c7ce91b433274e68d4f2f9134cb74c5bfef7beaa52c8f0bc0e992c1e8331fb66";

std::optional<Identity> identity_of(std::string_view text) {
    return Identity::parse(SecretBytes::from(std::string(text)));
}

std::vector<Identity> one(Identity identity) {
    std::vector<Identity> identities;
    identities.push_back(std::move(identity));
    return identities;
}

std::optional<Fault> fault_of(ByteView sealed, std::span<const Identity> identities) {
    const auto clear = age::open(sealed, identities);
    if (clear) return std::nullopt;
    return clear.error();
}

struct CctvVector {
    std::multimap<std::string, std::string> fields{};
    std::string file{};

    [[nodiscard]] std::string field(const std::string& name) const {
        const auto found = fields.find(name);
        return found == fields.end() ? std::string() : found->second;
    }
};

CctvVector read_cctv(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    CctvVector vector;
    for (std::string line; std::getline(stream, line) && !line.empty();) {
        const auto colon = line.find(": ");
        REQUIRE(colon != std::string::npos);
        vector.fields.emplace(line.substr(0, colon), line.substr(colon + 2));
    }
    vector.file.assign(std::istreambuf_iterator<char>(stream), {});
    return vector;
}

std::optional<std::string> inflated(const std::string& packed) {
#if PROBANT_HAVE_ZLIB
    constexpr std::size_t kInflatedMax = std::size_t{32} << 20U;  // the largest takes 17 MiB
    std::string clear(kInflatedMax, '\0');
    uLongf size = clear.size();
    // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): zlib's interface
    const int status = uncompress(reinterpret_cast<Bytef*>(clear.data()),
                                  &size,
                                  reinterpret_cast<const Bytef*>(packed.data()),
                                  packed.size());
    // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
    REQUIRE(status == Z_OK);
    clear.resize(size);
    return clear;
#else
    static_cast<void>(packed);
    return std::nullopt;
#endif
}

std::string verdict_of(const Result<Bytes, Fault>& opened) {
    if (opened) return "success";
    switch (opened.error()) {
        case Fault::TooLarge:
            return "too large";
        case Fault::MalformedHeader:
            return "header failure";
        case Fault::NoMatch:
            return "no match";
        case Fault::BadHeaderMac:
            return "HMAC failure";
        case Fault::MalformedPayload:
            return "payload failure";
    }
    return "";
}

// The feature that keeps a vector from being run, or nothing.
std::string feature_left_out(const std::string& name, const CctvVector& vector) {
    if (vector.field("armored") == "yes") return "armor";
    if (name.starts_with("hybrid")) return "hybrid";
    if (!vector.field("passphrase").empty()) return "scrypt";
    if (vector.field("compressed") == "zlib" && !inflated(vector.file)) return "zlib";
    return "";
}

void check_vector(const CctvVector& vector) {
    std::vector<Identity> identities;
    const auto [first, last] = vector.fields.equal_range("identity");
    for (auto text = first; text != last; ++text) {
        auto identity = identity_of(text->second);
        REQUIRE(identity);
        identities.push_back(std::move(*identity));
    }
    const std::string file =
        vector.field("compressed") == "zlib" ? *inflated(vector.file) : vector.file;
    const auto opened = age::open(as_bytes(file), identities);
    CHECK(verdict_of(opened) == vector.field("expect"));
    if (opened) CHECK(sha256(opened.value()).hex() == vector.field("payload"));
}

}  // namespace

TEST_CASE("What was sealed to several recipients opens for each of them") {
    const auto registry = one(Identity::generate());
    const auto escrow = one(Identity::generate());
    const std::vector<Recipient> both{registry[0].recipient(), escrow[0].recipient()};
    const Bytes sealed = age::seal(as_bytes("the room"), both);
    for (const auto* const identities : {&registry, &escrow}) {
        const auto clear = age::open(sealed, *identities);
        REQUIRE(clear);
        CHECK(to_string(clear.value()) == "the room");
    }
    CHECK(fault_of(sealed, one(Identity::generate())) == Fault::NoMatch);
    CHECK(fault_of(sealed, {}) == Fault::NoMatch);
}

TEST_CASE("Sealing twice gives two files that say nothing of one another") {
    const auto identity = one(Identity::generate());
    const std::vector<Recipient> recipient{identity[0].recipient()};
    CHECK(age::seal({}, recipient) != age::seal({}, recipient));
}

TEST_CASE("A payload of any size around the chunk comes back whole") {
    const auto identity = one(Identity::generate());
    const std::vector<Recipient> recipient{identity[0].recipient()};
    const std::size_t size = GENERATE(0U, 1U, 65535U, 65536U, 65537U, 131072U, 200000U);
    Bytes clear(size, 0x5A);
    const auto opened = age::open(age::seal(clear, recipient), identity);
    REQUIRE(opened);
    CHECK(opened.value() == clear);
}

TEST_CASE("A sealed file changed in any byte, cut or lengthened is refused") {
    const auto identity = one(Identity::generate());
    const std::vector<Recipient> recipient{identity[0].recipient()};
    const std::string sealed = to_string(age::seal(as_bytes("answers"), recipient));
    crypto_test::with_each_byte_changed(sealed, [&](const std::string& text, std::size_t at) {
        INFO("byte " << at);
        REQUIRE(fault_of(as_bytes(text), identity).has_value());
    });
    crypto_test::with_each_cut(sealed, [&](const std::string& text, std::size_t size) {
        INFO("cut at " << size);
        REQUIRE(fault_of(as_bytes(text), identity).has_value());
    });
    CHECK(fault_of(as_bytes(sealed + "x"), identity) == Fault::MalformedPayload);
}

TEST_CASE("A file that loses its last chunk is refused") {
    const auto identity = one(Identity::generate());
    const std::vector<Recipient> recipient{identity[0].recipient()};
    const Bytes sealed = age::seal(Bytes(70000, 1), recipient);
    const std::size_t last_chunk = 70000 - 65536 + 16;
    CHECK(fault_of(ByteView(sealed).first(sealed.size() - last_chunk), identity) ==
          Fault::MalformedPayload);
}

TEST_CASE("A published age file opens") {
    const auto identity = identity_of(kVectorIdentity);
    REQUIRE(identity);
    Bytes file = to_bytes(kVectorHeader);
    const Bytes payload = crypto_test::hex(kVectorPayload);
    file.insert(file.end(), payload.begin(), payload.end());
    const auto clear = age::open(
        file, one(Identity::from_scalar(SecretBytes::copy_of(identity->scalar().expose()))));
    REQUIRE(clear);
    CHECK(sha256(clear.value()).hex() ==
          "013f54400c82da08037759ada907a8b864e97de81c088a182062c4b5622fd2ab");
}

TEST_CASE("Keys have one spelling") {
    const Identity identity = Identity::generate();
    CHECK(as_text(identity.text().expose()).starts_with("AGE-SECRET-KEY-1"));
    const auto again = Identity::parse(identity.text());
    REQUIRE(again);
    CHECK(again->recipient() == identity.recipient());

    const std::string text = identity.recipient().text();
    CHECK(text.starts_with("age1"));
    CHECK(text.size() == 62);
    CHECK(Recipient::parse(text) == identity.recipient());
    CHECK_FALSE(Recipient::parse(text + "q"));
    CHECK_FALSE(Recipient::parse("AGE1" + text.substr(4)));
    CHECK_FALSE(Recipient::parse(""));
    CHECK_FALSE(Identity::parse(SecretBytes::from(std::string(text))));
}

TEST_CASE("The published identity has its published recipient") {
    // project-golden: a test key of the escrow.
    const auto identity =
        identity_of("AGE-SECRET-KEY-1X040JNXV4AQGMJZXWYCDWJ9A87X8ZYLMRFWFZ0PFPQ37M76MSX3S345PFP");
    REQUIRE(identity);
    CHECK(identity->recipient().text() ==
          "age1sutpkq3eevse468fmg6ajrt8jhc2hv3apnpmnwaltqhlz8je4amq3g7k0a");
}

TEST_CASE("Every public age vector for X25519 gets its published verdict and payload") {
    std::map<std::string, int> skipped;
    int run = 0;
    for (const auto& path : crypto_test::vector_folder("cctv/age/testdata")) {
        const std::string name = path.filename().string();
        const CctvVector vector = read_cctv(path);
        const std::string feature = feature_left_out(name, vector);
        if (!feature.empty()) {
            ++skipped[feature];
            continue;
        }
        INFO(name);
        check_vector(vector);
        ++run;
    }
    if (run == 0) WARN("cctv/age is absent, skipped");
    for (const auto& [feature, count] : skipped) {
        WARN("age vectors skipped for " << feature << ": " << count);
    }
}
