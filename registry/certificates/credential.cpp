// SPDX-License-Identifier: EUPL-1.2
#include "registry/certificates/credential.h"

#include <numeric>

#include "crypto/data_integrity.h"
#include "crypto/random.h"
#include "registry/certificates/words.h"

namespace probant::registry {
namespace {

constexpr std::string_view kContextVc = "https://www.w3.org/ns/credentials/v2";
constexpr std::string_view kContextBadge =
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
constexpr std::string_view kAchievement = "tag:probant,2026:achievement/digital-skills";
constexpr std::string_view kResultNames = "tag:probant,2026:result/";
constexpr std::string_view kSeal = "tag:probant,2026:scale/provisional";
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeCharacters = 12;
constexpr std::size_t kCodeGroup = 4;

json::Value contexts() {
    return json::Array{kContextVc, kContextBadge};
}

json::Value types() {
    return json::Array{"VerifiableCredential", "OpenBadgeCredential"};
}

std::string result_name(std::string_view name) {
    return std::string(kResultNames) + std::string(name);
}

std::string domain_name(std::size_t domain) {
    return "domain/" + std::to_string(domain + 1);
}

std::string competence_name(std::uint32_t index) {
    return "seen/" + engine::Competence::at(index).code();
}

/// Each result of the badge: its name, what it is called, its value.
template <class Visit>
void each_result(const CertifiedResult& result, Visit visit) {
    visit(std::string("score"), std::string("Score sur 1024"), std::to_string(result.points));
    visit(std::string("score/low"), std::string("Borne basse à 95 %"), std::to_string(result.low));
    visit(
        std::string("score/high"), std::string("Borne haute à 95 %"), std::to_string(result.high));
    visit(std::string("level"), std::string("Niveau sur 8"), std::to_string(result.level));
    for (std::size_t domain = 0; domain < engine::kDomains; ++domain)
        visit(domain_name(domain), std::string(words::domain(domain)), result.domains.at(domain));
    for (std::uint32_t index = 0; index < engine::kCompetences; ++index) {
        visit(competence_name(index),
              "Questions vues : " + words::competence(index),
              std::to_string(result.seen.at(index)));
    }
}

std::int64_t questions_of(const CertifiedResult& result) {
    return std::accumulate(result.seen.begin(), result.seen.end(), std::int64_t{0});
}

json::Value achievement_of(const CertifiedResult& result) {
    json::Array descriptions;
    each_result(result, [&](const std::string& name, const std::string& title, const std::string&) {
        descriptions.emplace_back(json::Object{{"id", result_name(name)},
                                               {"type", json::Array{"ResultDescription"}},
                                               {"name", title},
                                               {"resultType", "Result"}});
    });
    json::Object achievement{
        {"id", kAchievement},
        {"type", json::Array{"Achievement"}},
        {"achievementType", "Certification"},
        {"name", "Certification de compétences numériques"},
        {"description",
         "Test adaptatif de " + std::to_string(questions_of(result)) +
             " questions comptées, sur 16 compétences numériques, passé sous surveillance."},
        {"criteria",
         json::Object{
             {"narrative",
              "Identité vérifiée, test surveillé, journal rejoué et score recalculé par le "
              "registre."}}},
        {"resultDescription", std::move(descriptions)}};
    if (result.provisional) achievement.emplace("tag", json::Array{kSeal});
    return achievement;
}

json::Value subject_of(const CertifiedResult& result) {
    json::Array results;
    each_result(result, [&](const std::string& name, const std::string&, const std::string& value) {
        results.emplace_back(json::Object{{"type", json::Array{"Result"}},
                                          {"resultDescription", result_name(name)},
                                          {"value", value}});
    });
    const auto identity = [](std::string_view type, const std::string& value) {
        return json::Object{{"type", "IdentityObject"},
                            {"hashed", false},
                            {"identityHash", value},
                            {"identityType", type}};
    };
    return json::Object{{"type", json::Array{"AchievementSubject"}},
                        {"identifier",
                         json::Array{identity("ext:givenName", result.first_name),
                                     identity("ext:familyName", result.last_name)}},
                        {"activityStartDate", to_text(result.sat_at)},
                        {"source",
                         json::Object{{"id", "tag:probant,2026:centre/" + result.centre},
                                      {"type", json::Array{"Profile"}},
                                      {"name", result.centre}}},
                        {"licenseNumber", result.code},
                        {"achievement", achievement_of(result)},
                        {"result", std::move(results)}};
}

const std::string* text_at(const json::Value* value, std::string_view name) {
    const auto* member = value != nullptr ? value->member(name) : nullptr;
    return member != nullptr ? member->text() : nullptr;
}

/// The value of one result of the badge.
const std::string* value_of(const json::Value& subject, const std::string& name) {
    const auto* results = subject.member("result");
    if (results == nullptr || results->array() == nullptr) return nullptr;
    for (const auto& one : *results->array()) {
        const auto* described = text_at(&one, "resultDescription");
        if (described != nullptr && *described == result_name(name)) return text_at(&one, "value");
    }
    return nullptr;
}

std::optional<std::int64_t> number_of(const json::Value& subject, const std::string& name) {
    constexpr std::size_t kDigitsMax = 4;
    const auto* text = value_of(subject, name);
    if (text == nullptr || text->empty() || text->size() > kDigitsMax) return std::nullopt;
    if (text->find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    return std::stoll(*text);
}

bool read_figures(const json::Value& subject, CertifiedResult& result) {
    const auto take = [&](const std::string& name, std::int64_t& to) {
        const auto number = number_of(subject, name);
        if (number) to = *number;
        return number.has_value();
    };
    if (!take("score", result.points) || !take("score/low", result.low)) return false;
    if (!take("score/high", result.high) || !take("level", result.level)) return false;
    for (std::size_t domain = 0; domain < engine::kDomains; ++domain) {
        const auto* standing = value_of(subject, domain_name(domain));
        if (standing == nullptr || words::standing(*standing).empty()) return false;
        result.domains.at(domain) = *standing;
    }
    for (std::uint32_t index = 0; index < engine::kCompetences; ++index)
        if (!take(competence_name(index), result.seen.at(index))) return false;
    return true;
}

bool read_person(const json::Value& subject, CertifiedResult& result) {
    const auto* identifiers = subject.member("identifier");
    if (identifiers == nullptr || identifiers->array() == nullptr) return false;
    const auto& list = *identifiers->array();
    if (list.size() != 2) return false;
    const auto* first = text_at(&list.front(), "identityHash");
    const auto* last = text_at(&list.back(), "identityHash");
    const auto* code = text_at(&subject, "licenseNumber");
    const auto* centre = text_at(subject.member("source"), "name");
    const auto* began = text_at(&subject, "activityStartDate");
    const auto at = began != nullptr ? parse_utc(*began) : std::nullopt;
    if (first == nullptr || last == nullptr || code == nullptr || centre == nullptr || !at)
        return false;
    result.first_name = *first;
    result.last_name = *last;
    result.code = *code;
    result.centre = *centre;
    result.sat_at = *at;
    const auto* achievement = subject.member("achievement");
    result.provisional = achievement != nullptr && achievement->member("tag") != nullptr;
    return true;
}

bool is(const json::Value* member, const json::Value& expected) {
    return member != nullptr && *member == expected;
}

/// Nothing for a credential of another shape. A proof may be made for fewer contexts than a
/// document has: one that we did not sign could give our members another meaning.
std::optional<CertifiedResult> read_result(const json::Value& document) {
    if (!is(document.member("@context"), contexts()) || !is(document.member("type"), types()))
        return std::nullopt;
    const auto* subject = document.member("credentialSubject");
    const auto* achievement = subject != nullptr ? subject->member("achievement") : nullptr;
    const auto* id = text_at(achievement, "id");
    if (id == nullptr || *id != kAchievement) return std::nullopt;
    CertifiedResult result;
    if (!read_person(*subject, result) || !read_figures(*subject, result)) return std::nullopt;
    return result;
}

std::optional<CertificateVerdict> verdict_of(crypto::Standing standing) {
    switch (standing) {
        case crypto::Standing::Valid:
            return std::nullopt;
        case crypto::Standing::Unknown:
        case crypto::Standing::OtherRole:
            return CertificateVerdict::UnknownKey;
        case crypto::Standing::NotYet:
        case crypto::Standing::Expired:
            return CertificateVerdict::ExpiredKey;
        case crypto::Standing::Revoked:
            return CertificateVerdict::RevokedKey;
        case crypto::Standing::Demo:
            return CertificateVerdict::DemoKey;
    }
    fail_ensure("a standing has a verdict");
}

CertificateReading refuse(CertificateVerdict verdict, std::string detail) {
    return {.verdict = verdict, .detail = std::move(detail)};
}

/// What a person who types from paper meant: no code has an O, an I or an L.
char meant_by(char typed) {
    const char upper = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
    if (upper == 'O') return '0';
    if (upper == 'I' || upper == 'L') return '1';
    return upper;
}

}  // namespace

std::string certificate_code() {
    std::string code;
    for (const auto byte : crypto::random_array<kCodeCharacters>()) {
        if (!code.empty() && (code.size() + 1) % (kCodeGroup + 1) == 0) code += '-';
        code += kAlphabet[byte % kAlphabet.size()];  // 256 is a multiple of 32: no bias
    }
    return code;
}

std::optional<std::string> normal_code(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        if (c == '-' || c == ' ') continue;
        const char meant = meant_by(c);
        if (kAlphabet.find(meant) == std::string_view::npos) return std::nullopt;
        if (!code.empty() && (code.size() + 1) % (kCodeGroup + 1) == 0) code += '-';
        code += meant;
        if (code.size() > kCodeCharacters + 2) return std::nullopt;
    }
    if (code.size() != kCodeCharacters + 2) return std::nullopt;
    return code;
}

std::optional<CertifiedResult> certified_of(const json::Value& result) {
    const auto* score = result.member("score");
    const auto* outcome = text_at(&result, "outcome");
    if (outcome == nullptr || *outcome != "validated" || score == nullptr || score->is_null())
        return std::nullopt;
    const auto integer = [&](std::string_view name) { return *score->member(name)->integer(); };
    CertifiedResult certified{.points = integer("points"),
                              .low = integer("low"),
                              .high = integer("high"),
                              .level = integer("level"),
                              .provisional = *score->member("provisional")->boolean()};
    const auto& domains = *score->member("domains")->array();
    for (std::size_t domain = 0; domain < engine::kDomains; ++domain)
        certified.domains.at(domain) = *domains.at(domain).member("standing")->text();
    const auto& competences = *score->member("competences")->array();
    for (std::size_t index = 0; index < engine::kCompetences; ++index)
        certified.seen.at(index) = *competences.at(index).member("seen")->integer();
    return certified;
}

std::string issue_credential(const CertifiedResult& result,
                             const Issuer& issuer,
                             UtcTime issued_at) {
    const json::Value document = json::Object{
        {"@context", contexts()},
        {"id", "urn:uuid:" + to_text(crypto::random_uuid_v4())},
        {"type", types()},
        {"issuer",
         json::Object{{"id", issuer.did}, {"type", json::Array{"Profile"}}, {"name", issuer.name}}},
        {"validFrom", to_text(issued_at)},
        {"name", "Certification de compétences numériques, niveau " + std::to_string(result.level)},
        {"credentialSubject", subject_of(result)}};
    const crypto::data_integrity::ProofOptions options{
        .created = issued_at, .verification_method = issuer.did + "#" + issuer.key.keyid()};
    return json::write(crypto::data_integrity::sign_jcs(document, options, issuer.key));
}

std::string_view name_of(CertificateVerdict verdict) {
    switch (verdict) {
        case CertificateVerdict::Valid:
            return "valid";
        case CertificateVerdict::Malformed:
            return "malformed";
        case CertificateVerdict::UnknownKey:
            return "unknown_key";
        case CertificateVerdict::ExpiredKey:
            return "expired_key";
        case CertificateVerdict::RevokedKey:
            return "revoked_key";
        case CertificateVerdict::DemoKey:
            return "demo_key";
        case CertificateVerdict::BadSignature:
            return "bad_signature";
    }
    fail_ensure("a verdict has a name");
}

CertificateReading verify_credential(std::string_view document,
                                     const crypto::Trust& trust,
                                     crypto::TrustMode mode) {
    if (document.size() > kCertificateBytesMax)
        return refuse(CertificateVerdict::Malformed, "too large");
    const auto read = json::read(document);
    if (!read) return refuse(CertificateVerdict::Malformed, read.error().what);
    const auto& value = read.value();
    const auto* issuer = text_at(value.member("issuer"), "id");
    const auto* issuer_name = text_at(value.member("issuer"), "name");
    const auto* issued = text_at(&value, "validFrom");
    const auto* method = text_at(value.member("proof"), "verificationMethod");
    const auto issued_at = issued != nullptr ? parse_utc(*issued) : std::nullopt;
    const auto result = read_result(value);
    if (issuer == nullptr || method == nullptr || !issued_at || !result)
        return refuse(CertificateVerdict::Malformed, "not a certificate of this registry's form");

    const auto hash = method->find('#');
    if (hash == std::string::npos || method->substr(0, hash) != *issuer)
        return refuse(CertificateVerdict::UnknownKey, "the proof is not by the issuer's key");
    const auto keyid = method->substr(hash + 1);
    const auto standing = trust.standing(
        keyid, {.role = crypto::Role::RegistryCertificate, .at = *issued_at, .mode = mode});
    if (const auto verdict = verdict_of(standing)) return refuse(*verdict, "key " + keyid);

    const auto* key = std::get_if<crypto::PublicKey>(&trust.find_key(keyid)->key);
    ENSURE(key != nullptr);
    const auto proof = crypto::data_integrity::verify_jcs(value, *key);
    if (!proof)
        return refuse(CertificateVerdict::BadSignature, std::string(name_of(proof.error())));
    return {.verdict = CertificateVerdict::Valid,
            .issuer = *issuer,
            .issuer_name = issuer_name != nullptr ? *issuer_name : std::string{},
            .issued_at = *issued,
            .result = result};
}

}  // namespace probant::registry
