// SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/statement.h"

#include <algorithm>

#include "crypto/json_member.h"
#include "crypto/trust/role.h"
#include "engine/journal/shape_codec.h"

namespace probant::engine {

template <>
struct Shape<SessionKeyClaim> {
    static constexpr auto kFields = std::tuple{field("public", &SessionKeyClaim::public_key),
                                               field("endorsement", &SessionKeyClaim::endorsement)};
};

template <>
struct Shape<ContentDigest> {
    static constexpr auto kFields =
        std::tuple{field("bank", &ContentDigest::bank), field("rules", &ContentDigest::rules)};
};

template <>
struct Shape<EngineClaim> {
    static constexpr auto kFields = std::tuple{field("version", &EngineClaim::version),
                                               field("behaviour", &EngineClaim::behaviour)};
};

template <>
struct Shape<SoftwareClaim> {
    static constexpr auto kFields = std::tuple{field("name", &SoftwareClaim::name),
                                               field("version", &SoftwareClaim::version),
                                               field("digest", &SoftwareClaim::digest)};
};

template <>
struct Shape<PacketCounts> {
    static constexpr auto kFields = std::tuple{field("candidates", &PacketCounts::candidates),
                                               field("answers", &PacketCounts::answers),
                                               field("entries", &PacketCounts::entries),
                                               field("capsExceeded", &PacketCounts::caps_exceeded)};
};

template <>
struct Shape<JournalClaim> {
    static constexpr auto kFields = std::tuple{field("origin", &JournalClaim::origin),
                                               field("size", &JournalClaim::size),
                                               field("root", &JournalClaim::root)};
};

template <>
struct Shape<ClockClaim> {
    static constexpr auto kFields =
        std::tuple{field("source", &ClockClaim::source), field("offset", &ClockClaim::offset_ms)};
};

template <>
struct Names<PacketMode> {
    static constexpr std::array kAll{std::pair{PacketMode::Demo, "demo"},
                                     std::pair{PacketMode::Production, "production"}};
};

/// All but `v` and `sealedAt`, which have codecs of their own, and the members not known.
template <>
struct Shape<PacketPredicate> {
    static constexpr auto kFields =
        std::tuple{field("centre", &PacketPredicate::centre),
                   field("session", &PacketPredicate::session),
                   field("mode", &PacketPredicate::mode),
                   field("lang", &PacketPredicate::language),
                   field("packetSeq", &PacketPredicate::seq),
                   field("prevPacket", &PacketPredicate::previous),
                   field("nonce", &PacketPredicate::nonce),
                   field("trustVersion", &PacketPredicate::trust_version),
                   field("sessionKey", &PacketPredicate::session_key),
                   field("rosterDigest", &PacketPredicate::roster),
                   field("contentDigest", &PacketPredicate::content),
                   field("engine", &PacketPredicate::engine),
                   field("software", &PacketPredicate::software),
                   field("counts", &PacketPredicate::counts),
                   field("journal", &PacketPredicate::journal),
                   field("checkpointDigest", &PacketPredicate::checkpoint),
                   field("clock", &PacketPredicate::clock)};
};

namespace {

constexpr std::string_view kStatementType = "https://in-toto.io/Statement/v1";
constexpr std::string_view kPredicateType = "tag:probant,2026:packet/v1";
constexpr std::size_t kStatementMembers = 4;

using Fault = StatementFault;

Refused<Fault> malformed(std::string what) {
    return Refused{Fault{.kind = Fault::Kind::Malformed, .what = std::move(what)}};
}

Refused<Fault> unknown_version(std::string what) {
    return Refused{Fault{.kind = Fault::Kind::UnknownVersion, .what = std::move(what)}};
}

bool is_known_member(std::string_view name) {
    return std::apply([&](const auto&... fields) { return ((fields.name == name) || ...); },
                      Shape<PacketPredicate>::kFields);
}

std::optional<crypto::Digest> read_subject_digest(const json::Value& subject) {
    const auto* digests = subject.member("digest");
    if (digests == nullptr || digests->object() == nullptr || digests->object()->size() != 1)
        return std::nullopt;
    const auto* hex = json::text_member(*digests, "sha256");
    return hex != nullptr ? crypto::Digest::parse(*hex) : std::nullopt;
}

/// Exactly the sealed files, in their order: one statement has one spelling.
bool read_subjects(const json::Value& value, PacketStatement& statement) {
    const auto* array = value.array();
    if (array == nullptr || array->size() != kSealedFiles.size()) return false;
    for (std::size_t place = 0; place < kSealedFiles.size(); ++place) {
        const auto& subject = (*array)[place];
        const auto* name = json::text_member(subject, "name");
        const auto digest = read_subject_digest(subject);
        if (name == nullptr || !digest || *name != kSealedFiles.at(place)) return false;
        if (subject.object()->size() != 2) return false;
        statement.subjects.emplace(*name, *digest);
    }
    return true;
}

bool all_short(std::initializer_list<std::string_view> texts) {
    return std::ranges::all_of(texts, [](std::string_view text) {
        return !text.empty() && text.size() <= kStatementTextMax;
    });
}

/// What the codec cannot see: ranges, lengths, names that go into other names.
std::optional<std::string> implausible(const PacketPredicate& predicate) {
    if (!crypto::is_centre_id(predicate.centre)) return "centre";
    if (predicate.language != "fr" && predicate.language != "en") return "lang";
    if (predicate.seq < 1) return "packetSeq";
    if ((predicate.seq == 1) != !predicate.previous) return "prevPacket";
    if (predicate.trust_version < 1) return "trustVersion";
    const auto& [candidates, answers, entries, caps_exceeded] = predicate.counts;
    if (candidates < 0 || answers < 0 || entries < 1 || caps_exceeded < 0) return "counts";
    if (predicate.journal.size < 1) return "journal.size";
    if (predicate.journal.origin != journal_origin(predicate.centre, predicate.session))
        return "journal.origin";
    if (!all_short({predicate.engine.version,
                    predicate.software.name,
                    predicate.software.version,
                    predicate.clock.source}))
        return "a text is empty or too long";
    return std::nullopt;
}

Result<PacketPredicate, Fault> read_predicate(const json::Value& value) {
    const auto* object = value.object();
    const auto* version = value.member("v");
    if (object == nullptr || version == nullptr || version->integer() == nullptr)
        return malformed("predicate.v is missing");
    if (*version->integer() != kPacketVersion) return unknown_version("predicate.v");

    const auto* sealed_text = json::text_member(value, "sealedAt");
    const auto sealed_at = sealed_text != nullptr ? parse_utc(*sealed_text) : std::nullopt;
    if (!sealed_at) return malformed("predicate.sealedAt is not what it must be");

    PacketPredicate predicate{.sealed_at = *sealed_at};
    json::Object known;
    for (const auto& [name, member] : *object) {
        if (name == "v" || name == "sealedAt") continue;
        (is_known_member(name) ? known : predicate.others).emplace(name, member);
    }
    if (const auto fault = codec::decode_fields(known, predicate, /*extra=*/0))
        return malformed("predicate." + fault->member + " " + fault->what);
    if (const auto what = implausible(predicate)) return malformed("predicate: " + *what);
    return predicate;
}

}  // namespace

std::string_view name_of(PacketMode mode) {
    return spelling_of(mode);
}

std::string journal_origin(std::string_view centre, SessionId session) {
    return "probant/" + std::string(centre) + "/session/" + session.text();
}

std::string write_statement(const PacketStatement& statement) {
    ENSURE(statement.subjects.size() == kSealedFiles.size());
    json::Array subjects;
    for (const auto name : kSealedFiles) {
        const auto found = statement.subjects.find(name);
        ENSURE(found != statement.subjects.end());
        subjects.emplace_back(json::Object{
            {"name", name}, {"digest", json::Object{{"sha256", found->second.hex()}}}});
    }
    auto predicate = statement.predicate.others;
    codec::encode_fields(predicate, statement.predicate);
    predicate.emplace("v", kPacketVersion);
    predicate.emplace("sealedAt", to_text(statement.predicate.sealed_at));
    return json::write(json::Object{{"_type", kStatementType},
                                    {"predicateType", kPredicateType},
                                    {"subject", std::move(subjects)},
                                    {"predicate", std::move(predicate)}});
}

Result<PacketStatement, StatementFault> read_statement(std::string_view bytes) {
    const auto value = json::read_canonical(bytes);
    if (!value) return malformed(value.error().what);
    const auto* object = value.value().object();
    const auto* type = json::text_member(value.value(), "_type");
    const auto* predicate_type = json::text_member(value.value(), "predicateType");
    const auto* subjects = value.value().member("subject");
    const auto* predicate = value.value().member("predicate");
    if (object == nullptr || object->size() != kStatementMembers || type == nullptr ||
        predicate_type == nullptr || subjects == nullptr || predicate == nullptr)
        return malformed("not the members of a statement");
    if (*type != kStatementType) return unknown_version("_type");
    if (*predicate_type != kPredicateType) return unknown_version("predicateType");

    PacketStatement statement;
    if (!read_subjects(*subjects, statement)) return malformed("subject");
    auto read = read_predicate(*predicate);
    if (!read) return Refused{read.error()};
    statement.predicate = std::move(read).value();
    return statement;
}

}  // namespace probant::engine
