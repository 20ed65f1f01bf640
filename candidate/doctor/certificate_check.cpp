// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/certificate_check.h"

#include <Poco/Crypto/X509Certificate.h>
#include <Poco/Exception.h>

namespace probant::candidate::doctor {
namespace {

using engine::SignState;

constexpr std::int64_t kHourMs = 3'600'000;
// An exam day, begun now, must be able to end with it.
constexpr std::int64_t kLeftLeast = 24 * kHourMs;

}  // namespace

CertificateLook look_at_certificate(const std::filesystem::path& state) {
    constexpr std::int64_t kMicroseconds = 1000;
    const auto file = state / "identity" / "station.pem";
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return {};
    CertificateLook look{.there = true};
    try {
        const Poco::Crypto::X509Certificate certificate(file.string());
        look.expires_ms = certificate.expiresOn().timestamp().epochMicroseconds() / kMicroseconds;
    } catch (const Poco::Exception&) {
        look.expires_ms.reset();
    }
    return look;
}

Check check_certificate(const CertificateLook& look, std::int64_t wall_ms) {
    const engine::Text enrol{
        "Inscrire la station de nouveau : probant-station enrol, avec le code "
        "que donne la console.",
        "Enrol the station again: probant-station enrol, with the code that "
        "the console gives."};
    Check check{.name = "certificate",
                .title = {"Certificat de la station", "Certificate of the station"},
                .state = SignState::ToCheck};
    if (!look.there) {
        check.state = SignState::CouldNotTell;
        check.seen = {"Cette machine n'est inscrite à aucun centre.",
                      "This machine is enrolled at no centre."};
        check.remedy = {
            "Inscrire la station : probant-station enrol, avec le code que donne la "
            "console.",
            "Enrol the station: probant-station enrol, with the code that the console "
            "gives."};
    } else if (!look.expires_ms) {
        check.seen = {"Son fichier n'est pas un certificat.", "Its file is no certificate."};
        check.remedy = enrol;
    } else if (*look.expires_ms <= wall_ms) {
        check.seen = {"Il n'est plus valable.", "It is no longer valid."};
        check.remedy = enrol;
    } else {
        const std::int64_t hours = (*look.expires_ms - wall_ms) / kHourMs;
        check.seen = told("Valable encore {} heures.", "Valid for {} more hours.", hours);
        if (*look.expires_ms - wall_ms >= kLeftLeast) {
            check.state = SignState::Ok;
        } else {
            check.remedy = enrol;
        }
    }
    return check;
}

}  // namespace probant::candidate::doctor
