// SPDX-License-Identifier: EUPL-1.2
#include "center/sealing/seal_packet.h"

#include "crypto/dsse.h"
#include "engine/packet/golden.h"
#include "engine/packet/journal_check.h"
#include "engine/packet/results.h"

namespace probant::center {
namespace {

Refused<SealRefusal> refuse(SealFault fault, std::string detail = {}) {
    return Refused{SealRefusal{.fault = fault, .detail = std::move(detail)}};
}

std::optional<SealFault> refuse_parts(const SealOrder& order,
                                      const SealingKeys& keys,
                                      const engine::Room& room) {
    if (order.recipients.empty()) return SealFault::NoRecipient;
    if (engine::roster_digest(order.people) != room.created.roster) return SealFault::OtherRoster;
    if (room.opened.session_key != keys.session.public_key().text())
        return SealFault::OtherSessionKey;
    return std::nullopt;
}

/// The four sealed documents, by the names they have in the packet.
engine::ArchiveFiles seal_documents(const SealOrder& order,
                                    const engine::RecordedSession& session,
                                    const engine::Content& content) {
    const auto seal = [&](std::string_view clear) {
        return crypto::age::seal(as_bytes(clear), order.recipients);
    };
    engine::ArchiveFiles files;
    files.emplace(engine::kJournalFile, seal(engine::join_entries(order.entries)));
    files.emplace(engine::kPeopleFile, seal(engine::write_people(order.people)));
    files.emplace(engine::kTextsFile, seal(engine::write_texts(order.texts)));
    files.emplace(engine::kResultsFile, seal(json::write(engine::results_of(session, content))));
    return files;
}

engine::PacketPredicate predicate_of(const SealOrder& order,
                                     const engine::ReplayedJournal& journal) {
    const auto& created = journal.session.room.created;
    const auto& opened = journal.session.room.opened;
    return {.centre = order.centre,
            .session = created.session,
            .mode = order.mode,
            .language = created.language,
            .seq = order.seq,
            .previous = order.previous,
            .nonce = order.nonce,
            .sealed_at = order.sealed_at,
            .trust_version = order.trust_version,
            .session_key = {.public_key = opened.session_key, .endorsement = opened.endorsement},
            .roster = created.roster,
            .content = {.bank = created.bank, .rules = created.rules},
            .engine = {.version = std::string(engine::kEngineVersion),
                       .behaviour = engine::behaviour()},
            .software = order.software,
            .counts = journal.counts,
            .journal = {.origin = engine::journal_origin(order.centre, created.session),
                        .size = static_cast<std::int64_t>(journal.head.size),
                        .root = journal.head.root},
            .clock = order.clock};
}

bool fits_in_an_archive(const engine::ArchiveFiles& files) {
    constexpr std::size_t kFraming = std::size_t{64} << 10U;
    std::size_t total = kFraming;
    for (const auto& file : files)
        total += file.second.size();
    return total <= engine::kArchiveBytesMax;
}

}  // namespace

std::string_view name_of(SealFault fault) {
    switch (fault) {
        case SealFault::JournalDoesNotReplay:
            return "journal_does_not_replay";
        case SealFault::OtherRoster:
            return "other_roster";
        case SealFault::OtherSessionKey:
            return "other_session_key";
        case SealFault::NoRecipient:
            return "no_recipient";
        case SealFault::TooLarge:
            return "too_large";
    }
    fail_ensure("a fault has a name");
}

Result<PacketFiles, SealRefusal> seal_packet(const SealOrder& order,
                                             const SealingKeys& keys,
                                             const engine::Content& content) {
    const std::vector<std::string_view> entries(order.entries.begin(), order.entries.end());
    const auto replayed = engine::replay_journal(entries, content);
    if (!replayed) {
        const auto& [fault, n, what] = replayed.error();
        return refuse(SealFault::JournalDoesNotReplay, "entry " + std::to_string(n) + ": " + what);
    }
    const auto& journal = replayed.value();
    if (const auto fault = refuse_parts(order, keys, journal.session.room)) return refuse(*fault);

    PacketFiles packet{.files = seal_documents(order, journal.session, content)};
    if (!fits_in_an_archive(packet.files)) return refuse(SealFault::TooLarge);
    engine::PacketStatement statement{.predicate = predicate_of(order, journal)};
    for (const auto& [name, bytes] : packet.files)
        statement.subjects.emplace(name, crypto::sha256(bytes));

    const auto checkpoint = crypto::sign_checkpoint(
        {.origin = statement.predicate.journal.origin, .head = journal.head}, keys.session);
    statement.predicate.checkpoint = crypto::sha256(checkpoint);
    packet.files.emplace(engine::kCheckpointFile, to_bytes(checkpoint));

    const auto envelope = crypto::dsse::sign(crypto::dsse::PayloadType::Packet,
                                             engine::write_statement(statement),
                                             {keys.centre, keys.invigilator});
    packet.digest = crypto::sha256(envelope);
    packet.files.emplace(engine::kEnvelopeFile, to_bytes(envelope));
    return packet;
}

}  // namespace probant::center
