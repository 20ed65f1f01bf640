// SPDX-License-Identifier: EUPL-1.2
#include "center/sealing/sealer.h"

#include <algorithm>
#include <stdexcept>

#include "crypto/private_file.h"
#include "crypto/random.h"
#include "server/observe/log.h"

namespace probant::center {
namespace {

constexpr std::int64_t kSecond = 1000;

engine::Person packet_person(const Person& person, const SessionView& session) {
    const auto* seen = session.find(person.candidate);
    ENSURE(seen != nullptr);
    return {.candidate = person.candidate,
            .last_name = person.last_name,
            .first_name = person.first_name,
            .birth_date = person.birth_date,
            .external_id = person.external_id,
            .extra_time = seen->extra_time};
}

engine::SaltedText packet_text(const NoteText& note) {
    engine::SaltedText text{.text = note.text};
    ENSURE(note.salt.size() == text.salt.size());
    std::ranges::copy(note.salt, text.salt.begin());
    return text;
}

Result<crypto::SigningKey, Sealing::End> open_invigilator_key(const std::filesystem::path& file,
                                                              SecretBytes passphrase) {
    using End = Sealing::End;
    const auto sealed = crypto::read_secret(file);
    if (!sealed) {
        const bool absent = sealed.error() == crypto::FileFault::Absent;
        return Refused{absent ? End::NoKeyFile : End::UnreadableKeyFile};
    }
    auto typed = crypto::Passphrase::take(std::move(passphrase));
    if (!typed) return Refused{End::WrongPassphrase};
    auto key =
        crypto::open_signing_key(as_text(sealed.value().expose()), crypto::Lock{std::move(*typed)});
    if (!key) {
        const bool wrong = key.error() == crypto::KeyFileFault::CannotOpen;
        return Refused{wrong ? End::WrongPassphrase : End::UnreadableKeyFile};
    }
    return std::move(key).value();
}

server::Word word_of(Sealing::End end) {
    switch (end) {
        case Sealing::End::Sealed:
            return "sealed";
        case Sealing::End::WrongPassphrase:
            return "wrong passphrase";
        case Sealing::End::NotClosed:
            return "not closed";
        case Sealing::End::NoKeyFile:
            return "no key file";
        case Sealing::End::UnreadableKeyFile:
            return "unreadable key file";
        case Sealing::End::UnknownKey:
            return "unknown key";
        case Sealing::End::ExpiredKey:
            return "expired key";
        case Sealing::End::RevokedKey:
            return "revoked key";
        case Sealing::End::DemoKey:
            return "demonstration key";
        case Sealing::End::CentreKeyNotValid:
            return "the centre's key is not valid";
        case Sealing::End::OtherPackage:
            return "another package is installed";
        case Sealing::End::Failed:
            return "failed";
    }
    fail_ensure("sealing ends somehow");
}

std::optional<Sealing::End> end_for(crypto::Standing standing) {
    switch (standing) {
        case crypto::Standing::Valid:
            return std::nullopt;
        case crypto::Standing::Unknown:
        case crypto::Standing::OtherRole:
            return Sealing::End::UnknownKey;
        case crypto::Standing::NotYet:
        case crypto::Standing::Expired:
            return Sealing::End::ExpiredKey;
        case crypto::Standing::Revoked:
            return Sealing::End::RevokedKey;
        case crypto::Standing::Demo:
            return Sealing::End::DemoKey;
    }
    fail_ensure("a standing has an end");
}

}  // namespace

Sealer::Sealer(SealerParts parts) : parts_(std::move(parts)) {}

Sealing::SessionKey Sealer::make_session_key(engine::SessionId session) {
    const auto view = parts_.rooms->view()->find(session);
    const bool is_draft = view != nullptr && view->phase == engine::SessionPhase::Draft;
    auto key = is_draft ? parts_.session_keys->make(session)
                        : parts_.session_keys->endorsed(session).value_or(EndorsedSessionKey{});
    return {.public_key = std::move(key.public_key), .endorsement = std::move(key.endorsement)};
}

Sealing::End Sealer::seal(engine::SessionId session,
                          const std::string& account,
                          SecretBytes passphrase) {
    const std::lock_guard lock(mutex_);
    const auto view = parts_.rooms->view()->find(session);
    if (view == nullptr || view->phase != engine::SessionPhase::Closed) return End::NotClosed;
    if (parts_.centre->packet_of(session)) return End::Sealed;
    try {
        const auto end = seal_with(*view, account, std::move(passphrase));
        if (end == End::Sealed) {
            parts_.session_keys->erase(session);
            server::log().info("session.sealed", {{"session", session}});
            if (parts_.sealed) parts_.sealed();
            return end;
        }
        server::log().warning("session.not_sealed", {{"session", session}, {"why", word_of(end)}});
        return end;
    } catch (const std::exception& error) {
        server::log().error("session.not_sealed",
                            {{"session", session}, {"why", server::MachineText(error.what())}});
        return End::Failed;
    }
}

Sealing::End Sealer::seal_with(const SessionView& session,
                               const std::string& account,
                               SecretBytes passphrase) {
    const auto& config = *parts_.config;
    // What is known of a session made with another package is its picture: no question is in it.
    if (session.content->bank.items.empty()) return End::OtherPackage;
    const auto invigilator =
        open_invigilator_key(config.invigilator_keys / (account + ".key"), std::move(passphrase));
    if (!invigilator) return invigilator.error();
    const auto now_ms = parts_.clock->wall_ms();
    const auto place = parts_.centre->next_place();
    const auto use = [&](crypto::Role role) {
        return crypto::KeyUse{.role = role,
                              .at = {now_ms / kSecond},
                              .packet_seq = static_cast<std::uint64_t>(place.seq),
                              .mode = trust_mode()};
    };
    if (const auto end = refuse_key(invigilator.value(), use(crypto::Role::Invigilator)))
        return *end;
    if (refuse_key(*parts_.centre_key, use(crypto::Role::Centre))) return End::CentreKeyNotValid;

    const auto session_key = parts_.session_keys->key_of(session.facts.id);
    if (session_key == nullptr) throw std::runtime_error("the session's key is not there");
    // As long as a replay takes, and no lock of anyone else's is held meanwhile.
    auto packet = seal_packet(order_of(session, place, now_ms),
                              {.centre = parts_.centre_key->pair,
                               .invigilator = invigilator.value().pair,
                               .session = *session_key},
                              *session.content);
    if (!packet) {
        throw std::runtime_error(std::string(name_of(packet.error().fault)) + ": " +
                                 packet.error().detail);
    }
    const bool kept = parts_.centre->add_packet(
        session.facts.id,
        place,
        {.digest = packet.value().digest, .archive = engine::write_ustar(packet.value().files)});
    if (!kept) throw std::runtime_error("its place among the packets was taken meanwhile");
    return End::Sealed;
}

crypto::TrustMode Sealer::trust_mode() const {
    return parts_.config->mode == Mode::Demo ? crypto::TrustMode::Demo
                                             : crypto::TrustMode::Production;
}

/// As the registry will judge it, and by the label of the file itself.
std::optional<Sealing::End> Sealer::refuse_key(const crypto::SigningKey& key,
                                               const crypto::KeyUse& use) const {
    const auto& centre = parts_.config->id;
    if (key.label.use != use.role || key.label.centre != centre) return End::UnknownKey;
    if (key.label.demo && use.mode == crypto::TrustMode::Production) return End::DemoKey;
    const auto keyid = key.pair.keyid();
    const auto* listed = parts_.trust->find_key(keyid);
    if (listed == nullptr || listed->label.centre != centre) return End::UnknownKey;
    return end_for(parts_.trust->standing(keyid, use));
}

SealOrder Sealer::order_of(const SessionView& session,
                           const PacketPlace& place,
                           std::int64_t now_ms) const {
    const auto& config = *parts_.config;
    auto store = SessionStore::open_read_only(config.data / "sessions" / session.facts.id.text());
    const UtcTime now{now_ms / kSecond};
    SealOrder order{.centre = config.id,
                    .mode = config.mode == Mode::Demo ? engine::PacketMode::Demo
                                                      : engine::PacketMode::Production,
                    .seq = place.seq,
                    .previous = place.previous,
                    .nonce = {crypto::random_uuid_v7(static_cast<std::uint64_t>(now_ms))},
                    .sealed_at = now,
                    .trust_version = static_cast<std::int64_t>(parts_.trust->version()),
                    .software = {.name = "probant-center",
                                 .version = PROBANT_VERSION,
                                 .digest = parts_.software},
                    .clock = {.source = "system", .offset_ms = 0},
                    .recipients = parts_.trust->recipients(now, trust_mode())};
    store.for_each_entry([&](std::string_view bytes) { order.entries.emplace_back(bytes); });
    for (const auto& person : store.people())
        order.people.push_back(packet_person(person, session));
    for (const auto& note : store.texts())
        order.texts.push_back(packet_text(note));
    return order;
}

}  // namespace probant::center
