// SPDX-License-Identifier: EUPL-1.2
#include "center/sealing/sealer.h"

#include <algorithm>
#include <stdexcept>

#include "center/sealing/seal_packet.h"
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

std::optional<crypto::SigningKey> open_invigilator_key(const std::filesystem::path& file,
                                                       SecretBytes passphrase) {
    const auto sealed = crypto::read_secret(file);
    auto typed = crypto::Passphrase::take(std::move(passphrase));
    if (!sealed || !typed) return std::nullopt;
    auto key =
        crypto::open_signing_key(as_text(sealed.value().expose()), crypto::Lock{std::move(*typed)});
    if (!key) return std::nullopt;
    return std::move(key).value();
}

}  // namespace

Sealer::Sealer(SealerParts parts) : parts_(std::move(parts)) {}

Sealing::SessionKey Sealer::make_session_key(engine::SessionId session) {
    auto made = parts_.session_keys->make(session);
    return {.public_key = std::move(made.public_key), .endorsement = std::move(made.endorsement)};
}

Sealing::End Sealer::seal(engine::SessionId session,
                          const std::string& account,
                          SecretBytes passphrase) {
    const std::lock_guard lock(mutex_);
    const auto view = parts_.rooms->view()->find(session);
    if (view == nullptr || view->phase != engine::SessionPhase::Closed) return End::NotClosed;
    if (parts_.centre->packet_of(session)) return End::Sealed;

    const auto key = open_invigilator_key(parts_.config->invigilator_keys / (account + ".key"),
                                          std::move(passphrase));
    if (!key) return End::WrongPassphrase;
    try {
        const bool known = parts_.session_keys->with_key(
            session, [&](const auto& session_key) { seal_with(*view, key->pair, session_key); });
        if (!known) throw std::runtime_error("the session's key is not there");
    } catch (const std::exception& error) {
        server::log().error("session.not_sealed",
                            {{"session", session}, {"why", server::MachineText(error.what())}});
        return End::Failed;
    }
    parts_.session_keys->erase(session);
    server::log().info("session.sealed", {{"session", session}});
    if (parts_.sealed) parts_.sealed();
    return End::Sealed;
}

void Sealer::seal_with(const SessionView& session,
                       const crypto::KeyPair& invigilator,
                       const crypto::KeyPair& session_key) {
    const auto& config = *parts_.config;
    const auto folder = config.data / "sessions" / session.facts.id.text();
    auto store = SessionStore::open_read_only(folder);
    const auto now_ms = parts_.clock->wall_ms();
    const UtcTime now{now_ms / kSecond};
    const auto mode =
        config.mode == Mode::Demo ? crypto::TrustMode::Demo : crypto::TrustMode::Production;

    SealOrder order{.centre = config.id,
                    .mode = config.mode == Mode::Demo ? engine::PacketMode::Demo
                                                      : engine::PacketMode::Production,
                    .nonce = {crypto::random_uuid_v7(static_cast<std::uint64_t>(now_ms))},
                    .sealed_at = now,
                    .trust_version = static_cast<std::int64_t>(parts_.trust->version()),
                    .software = {.name = "probant-center",
                                 .version = PROBANT_VERSION,
                                 .digest = parts_.software},
                    .clock = {.source = "system", .offset_ms = 0},
                    .recipients = parts_.trust->recipients(now, mode)};
    store.for_each_entry([&](std::string_view bytes) { order.entries.emplace_back(bytes); });
    for (const auto& person : store.people())
        order.people.push_back(packet_person(person, session));
    for (const auto& note : store.texts())
        order.texts.push_back(packet_text(note));

    parts_.centre->add_packet(session.facts.id, [&](const PacketPlace& place) {
        order.seq = place.seq;
        order.previous = place.previous;
        auto packet = seal_packet(
            order,
            {.centre = parts_.centre_key->pair, .invigilator = invigilator, .session = session_key},
            *session.content);
        if (!packet) {
            throw std::runtime_error(std::string(name_of(packet.error().fault)) + ": " +
                                     packet.error().detail);
        }
        return FinishedPacket{.digest = packet.value().digest,
                              .archive = engine::write_ustar(packet.value().files)};
    });
}

}  // namespace probant::center
