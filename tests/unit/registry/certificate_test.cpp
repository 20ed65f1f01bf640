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

TEST_CASE("A certificate with a context or a type that we did not write is malformed") {
    const auto with = [](std::string_view from, std::string_view to) {
        auto document = a_credential();
        // The proof has its own copy of the contexts, which a proof may follow.
        const auto at = document.find(from);
        REQUIRE(at != std::string::npos);
        return read(document.replace(at, from.size(), to)).verdict;
    };

    CHECK(with(R"(context-3.0.3.json"])", R"(context-3.0.3.json","https://evil.example/"])") ==
          CertificateVerdict::Malformed);
    CHECK(with(R"("https://www.w3.org/ns/credentials/v2",)", "") == CertificateVerdict::Malformed);
    CHECK(with(R"("OpenBadgeCredential"])", R"("OpenBadgeCredential","Diploma"])") ==
          CertificateVerdict::Malformed);
}

TEST_CASE("A certificate counts the questions that were counted") {
    auto result = a_result();
    result.seen.fill(1);
    const Issuer issuer{
        .did = "did:web:registry.example", .name = "Essai", .key = centre().certificate};
    CHECK(a_credential().find("Test adaptatif de 32 questions comptées") != std::string::npos);
    CHECK(issue_credential(result, issuer, support::sealing_time())
              .find("Test adaptatif de 16 questions comptées") != std::string::npos);
}

TEST_CASE("The day of a sitting is the one that it was in Paris") {
    const auto day = [](std::string_view at) { return words::day_in_paris(*parse_utc(at)); };
    CHECK(day("2026-11-21T22:59:59Z") == "21/11/2026");
    CHECK(day("2026-11-21T23:00:00Z") == "22/11/2026");
    CHECK(day("2026-07-01T21:59:59Z") == "01/07/2026");
    CHECK(day("2026-07-01T22:00:00Z") == "02/07/2026");
    CHECK(day("2026-12-31T23:30:00Z") == "01/01/2027");
    // The clocks changed on 29 March and on 25 October of that year, at one o'clock UTC.
    CHECK(day("2026-03-28T22:30:00Z") == "28/03/2026");
    CHECK(day("2026-03-29T22:30:00Z") == "30/03/2026");
    CHECK(day("2026-10-24T22:30:00Z") == "25/10/2026");
    CHECK(day("2026-10-25T22:30:00Z") == "25/10/2026");
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
                                       .issued_at = *parse_utc("2026-11-22T09:30:00Z"),
                                       .verify_url = "https://registry.example/?code=",
                                       .document = document});

    CHECK(as_text(pdf).starts_with("%PDF-"));
    CHECK(as_text(pdf).find("certificat.json") != std::string_view::npos);
}
