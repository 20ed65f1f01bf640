// What a certificate says, and when it is believed. SPDX-License-Identifier: EUPL-1.2
#include <set>

#include <catch2/catch.hpp>

#include "engine/packet/journal_check.h"
#include "registry/certificates/certificate_pdf.h"
#include "registry/certificates/words.h"
#include "tests/support/certified_result.h"
#include "tests/support/packets.h"

using namespace probant;
using namespace probant::registry;
using support::TestCentre;

namespace {

TestCentre& centre() {
    static TestCentre made;
    return made;
}

CertifiedResult a_result() {
    auto result = support::a_certified_result();
    result.code = "7K2M-9QXD-4T3B";
    result.first_name = "Zoé \"\\\n";
    result.last_name = "L’Œuvré 😀";
    return result;
}

std::string a_credential() {
    const Issuer issuer{
        .did = "did:web:registry.example", .name = "Essai", .key = centre().certificate};
    return issue_credential(a_result(), issuer, support::sealing_time());
}

CertificateReading read(std::string_view document) {
    return verify_credential(document, centre().trust(), crypto::TrustMode::Production);
}

CertificateVerdict verdict_with(const std::function<void(crypto::TrustedKey&)>& change) {
    auto keys = centre().keys;
    change(keys.back());
    const auto trust = centre().trust_with(keys);
    return verify_credential(a_credential(), trust, crypto::TrustMode::Production).verdict;
}

}  // namespace

TEST_CASE("A certificate says again what it was made of") {
    const auto reading = read(a_credential());

    INFO(reading.detail);
    REQUIRE(reading.verdict == CertificateVerdict::Valid);
    CHECK(reading.result == a_result());
    CHECK(reading.issuer == "did:web:registry.example");
}

TEST_CASE("A certificate pasted with other spaces is still the same") {
    auto document = a_credential();
    document.insert(1, "\n   ");
    CHECK(read(document).verdict == CertificateVerdict::Valid);
}

TEST_CASE("A letter changed anywhere in a certificate is found") {
    // One byte in thirteen passes through every member, at a thirteenth of the price.
    constexpr std::size_t kStride = 13;
    const auto document = a_credential();
    for (std::size_t at = 0; at < document.size(); at += kStride) {
        auto changed = document;
        changed[at] = changed[at] == 'x' ? 'y' : 'x';
        if (read(changed).verdict == CertificateVerdict::Valid) FAIL("byte " << at);
    }
}

TEST_CASE("A certificate's key is judged at the second at which it was issued") {
    const auto issued = support::sealing_time();
    CHECK(verdict_with([](auto&) {}) == CertificateVerdict::Valid);
    CHECK(verdict_with([&](auto& key) { key.to = issued; }) == CertificateVerdict::ExpiredKey);
    CHECK(verdict_with([&](auto& key) { key.revoked = crypto::Revocation{issued}; }) ==
          CertificateVerdict::RevokedKey);
    CHECK(verdict_with([](auto& key) { key.label.demo = true; }) == CertificateVerdict::DemoKey);
    CHECK(verdict_with([](auto& key) { key.label.use = crypto::Role::RegistryLog; }) ==
          CertificateVerdict::UnknownKey);
}

TEST_CASE("A document of another form is malformed, not guessed at") {
    CHECK(read("").verdict == CertificateVerdict::Malformed);
    CHECK(read("{}").verdict == CertificateVerdict::Malformed);
    CHECK(read(std::string(kCertificateBytesMax + 1, ' ')).verdict ==
          CertificateVerdict::Malformed);
}

TEST_CASE("Codes of certificates are random, and read as people type them") {
    std::set<std::string> codes;
    for (int n = 0; n < 1000; ++n) {
        const auto code = certificate_code();
        CHECK(normal_code(code) == code);
        CHECK(codes.insert(code).second);
    }
    CHECK(normal_code("7k2m9qxd4t3b") == "7K2M-9QXD-4T3B");
    CHECK(normal_code("7k2m 9qxd o1il") == "7K2M-9QXD-0111");
    CHECK(!normal_code("7K2M-9QXD-4T3"));
    CHECK(!normal_code("7K2M-9QXD-4T3BB"));
    CHECK(!normal_code("7K2M-9QXD-4T3U"));
}

TEST_CASE("A standing that has no words is no standing") {
    for (const auto* name : {"stronger", "alike", "weaker", "could_not_tell"})
        CHECK(!words::standing(name).empty());
    CHECK(words::standing("better").empty());
}

TEST_CASE("A certificate's paper is one PDF that carries the signed file") {
    const auto document = a_credential();
    const auto result = a_result();
    const auto pdf = draw_certificate({.result = result,
                                       .issuer_name = "Essai",
                                       .issued_at = "2026-11-22T09:30:00Z",
                                       .verify_url = "https://registry.example/?code=",
                                       .document = document});

    CHECK(as_text(pdf).starts_with("%PDF-"));
    CHECK(as_text(pdf).find("certificat.json") != std::string_view::npos);
}
