// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/packets.h"

#include "crypto/checkpoint.h"
#include "crypto/dsse.h"
#include "crypto/random.h"
#include "crypto/trust/public_file.h"
#include "engine/packet/journal_check.h"
#include "tests/support/closed_session.h"

namespace probant::support {
namespace {

crypto::TrustedKey listed(const crypto::KeyPair& pair, crypto::Role role) {
    const bool of_centre = crypto::belongs_to_centre(role);
    return {.key = pair.public_key(),
            .label = {.use = role, .centre = of_centre ? "FR-0042" : ""},
            .from = *parse_utc("2026-01-01T00:00:00Z"),
            .to = *parse_utc("2027-01-01T00:00:00Z")};
}

}  // namespace

std::shared_ptr<const engine::Content> shared_content() {
    static const auto content =
        std::make_shared<const engine::Content>(make_small_content(BankShape{}));
    return content;
}

Uuid fresh_uuid() {
    return crypto::random_uuid_v4();
}

UtcTime sealing_time() {
    return *parse_utc("2026-11-21T10:00:00Z");
}

TestCentre::TestCentre()
    : root(crypto::KeyPair::generate()),
      centre(crypto::KeyPair::generate()),
      invigilator(crypto::KeyPair::generate()),
      session(crypto::KeyPair::generate()),
      receipt(crypto::KeyPair::generate()),
      certificate(crypto::KeyPair::generate()) {
    registry.push_back(crypto::age::Identity::generate());
    keys = {listed(centre, crypto::Role::Centre),
            listed(invigilator, crypto::Role::Invigilator),
            listed(receipt, crypto::Role::RegistryReceipt),
            listed(certificate, crypto::Role::RegistryCertificate)};
}

center::SealOrder TestCentre::order(std::int64_t seq, std::uint64_t seed) {
    std::vector<engine::Person> people;
    for (const auto& one : people_of(seed, candidates)) {
        people.push_back({.candidate = one.candidate,
                          .last_name = one.last_name,
                          .first_name = one.first_name,
                          .birth_date = one.birth_date,
                          .external_id = one.external_id,
                          .extra_time = one.extra_time});
    }
    const engine::SessionId id{crypto::random_uuid_v4()};
    const auto& key = session.public_key();
    const Opening opening{.session = id,
                          .centre = "FR-0042",
                          .roster = engine::roster_digest(people),
                          .session_key = key.text(),
                          .endorsement = engine::endorse_session_key(
                              {.centre = "FR-0042", .session = id, .key = key}, centre)};
    return {.entries = a_closed_session(*content, seed, candidates, opening).entries,
            .people = std::move(people),
            .centre = "FR-0042",
            .seq = seq,
            .nonce = {crypto::random_uuid_v7(static_cast<std::uint64_t>(seq))},
            .sealed_at = sealing_time(),
            .trust_version = 1,
            .software = {.name = "probant-center", .version = "0.1.0"},
            .clock = {.source = "system"},
            .recipients = {registry.front().recipient()}};
}

center::PacketFiles TestCentre::seal(const center::SealOrder& order) const {
    auto sealed = center::seal_packet(
        order, {.centre = centre, .invigilator = invigilator, .session = session}, *content);
    ENSURE(sealed.has_value());
    return std::move(sealed).value();
}

std::string TestCentre::payload_of(const center::PacketFiles& packet) {
    const auto envelope = json::read(as_text(packet.files.at("packet.dsse.json")));
    ENSURE(envelope.has_value());
    const auto payload = from_base64(*envelope.value().member("payload")->text());
    ENSURE(payload.has_value());
    return to_string(*payload);
}

center::PacketFiles TestCentre::sign_again(const center::PacketFiles& packet,
                                           const std::string& payload) const {
    auto again = packet;
    const auto envelope =
        crypto::dsse::sign(crypto::dsse::PayloadType::Packet, payload, {centre, invigilator});
    again.files.insert_or_assign("packet.dsse.json", to_bytes(envelope));
    again.digest = crypto::sha256(envelope);
    return again;
}

std::string TestCentre::open(const center::PacketFiles& packet, const std::string& document) const {
    const auto clear = crypto::age::open(packet.files.at(document + ".age"), registry);
    ENSURE(clear.has_value());
    return to_string(clear.value());
}

center::PacketFiles TestCentre::reseal(
    const center::PacketFiles& packet,
    const std::map<std::string, std::string>& clear,
    const std::function<void(engine::PacketPredicate&)>& restate) const {
    auto again = packet;
    auto statement = engine::read_statement(payload_of(packet)).value();
    auto& predicate = statement.predicate;
    for (const auto& [document, text] : clear) {
        auto& file = again.files.at(document + ".age");
        file = crypto::age::seal(as_bytes(text), std::vector{registry.front().recipient()});
        statement.subjects.at(document + ".age") = crypto::sha256(file);
        if (document != "journal.ndjson") continue;
        const auto entries = engine::split_entries(text);
        ENSURE(entries.has_value());
        const auto head = engine::head_of(*entries);
        predicate.journal.size = static_cast<std::int64_t>(head.size);
        predicate.journal.root = head.root;
        predicate.counts.entries = predicate.journal.size;
    }
    if (restate) restate(predicate);
    const auto checkpoint = crypto::sign_checkpoint(
        {.origin = predicate.journal.origin,
         .head = {.size = static_cast<std::uint64_t>(predicate.journal.size),
                  .root = predicate.journal.root}},
        session);
    again.files.at("checkpoint") = to_bytes(checkpoint);
    predicate.checkpoint = crypto::sha256(checkpoint);
    return sign_again(again, engine::write_statement(statement));
}

crypto::Trust TestCentre::trust_with(const std::vector<crypto::TrustedKey>& listed) const {
    const crypto::TrustStatement statement{.version = 1,
                                           .issued = *parse_utc("2026-01-01T00:00:00Z"),
                                           .expires = *parse_utc("2027-01-01T00:00:00Z"),
                                           .keys = listed};
    auto trust = crypto::load_trust(
        {.root_pub = crypto::write_public_file({.use = crypto::Role::Root}, root),
         .trust_dsse = crypto::sign_trust(statement, root)},
        /*remembered=*/0);
    ENSURE(trust.has_value());
    return std::move(trust).value();
}

std::optional<registry::KnownPacket> MemoryHistory::packet_of(std::string_view centre,
                                                              std::int64_t seq) {
    const auto found = packets.find({std::string(centre), seq});
    if (found == packets.end()) return std::nullopt;
    return found->second;
}

std::optional<crypto::Digest> MemoryHistory::packet_with(engine::PacketNonce nonce) {
    const auto found = nonces.find(nonce);
    if (found == nonces.end()) return std::nullopt;
    return found->second;
}

std::optional<registry::KnownSession> MemoryHistory::session_of(std::string_view centre,
                                                                engine::SessionId session) {
    const auto found = sessions.find(session);
    if (centre != "FR-0042" || found == sessions.end()) return std::nullopt;
    return found->second;
}

std::shared_ptr<const engine::Content> MemoryContents::find(const engine::ContentDigest& digest) {
    if (!content || content->bank_digest != digest.bank || content->rules_digest != digest.rules)
        return nullptr;
    return content;
}

}  // namespace probant::support
