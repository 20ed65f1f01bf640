// SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/judge.h"

#include <algorithm>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/packet/packet_receipt.h"
#include "server/observe/log.h"

namespace probant::registry {
namespace {

using engine::PacketVerdict;

const engine::Person& person_of(const std::vector<engine::Person>& people,
                                engine::CandidateId candidate) {
    const auto found = std::ranges::find(people, candidate, &engine::Person::candidate);
    ENSURE(found != people.end());  // check_counts() compared both lists
    return *found;
}

/// From our own replay, with the people who were sealed beside it.
std::vector<SittingRow> sittings_in(const OpenedPacket& opened) {
    std::vector<SittingRow> sittings;
    for (const auto& result : *opened.results.member("results")->array()) {
        const auto candidate = engine::CandidateId::parse(*result.member("candidate")->text());
        ENSURE(candidate.has_value());
        auto& sitting =
            sittings.emplace_back(SittingRow{.candidate = *candidate,
                                             .outcome = *result.member("outcome")->text(),
                                             .result = json::write(result),
                                             .person = person_of(opened.people, *candidate)});
        const auto started = opened.started.find(*candidate);
        if (started != opened.started.end()) sitting.started_ms = started->second;
    }
    return sittings;
}

/// The store keeps no other names than those of verdicts.
PacketVerdict verdict_in(const PacketRow& known) {
    const auto verdict = engine::packet_verdict_named(known.verdict);
    ENSURE(verdict.has_value());
    return *verdict;
}

/// What waits for something else than it did waits all the same.
bool is_judged_alike(const PacketRow& known, const engine::PacketFault& end) {
    return known.verdict == engine::name_of(end.verdict);
}

}  // namespace

PacketWorld Judge::world(History* history) const {
    return {.trust = parts_.trust,
            .mode = parts_.mode,
            .history = history,
            .identities = parts_.identities,
            .contents = &parts_.contents};
}

IntakeReply Judge::receive(ByteView archive) {
    const auto files = engine::read_ustar(archive);
    if (!files) {
        return {.end = {.verdict = PacketVerdict::Malformed,
                        .detail = "archive: " + std::string(name_of(files.error()))}};
    }
    auto reply = judge(files.value(), archive);
    if (!engine::is_held(reply.end.verdict)) judge_held();
    return reply;
}

IntakeReply Judge::judge(const engine::ArchiveFiles& files, ByteView archive) {
    auto outside = world(nullptr);
    outside.identities = {};
    const auto seen = verify_packet(files, outside);
    if (!seen.whole) return {.end = seen.end, .digest = seen.digest};

    // A fork is known under its own name as well: the same bytes, the same receipt.
    const auto known = parts_.store.packet(seen.digest);
    if (known && !engine::is_held(verdict_in(*known))) {
        return as_kept({.verdict = PacketVerdict::Duplicate, .detail = known->verdict},
                       seen.digest);
    }
    const auto found = verify_packet(files, world(&parts_.store));
    if (known && is_judged_alike(*known, found.end)) return as_kept(found.end, found.digest);
    return keep(found, archive);
}

/// With the receipt that was given before.
IntakeReply Judge::as_kept(engine::PacketFault end, const crypto::Digest& packet) {
    auto receipt = parts_.store.receipt_of(packet);
    ENSURE(receipt.has_value());
    return {.end = std::move(end), .digest = packet, .receipt = std::move(*receipt)};
}

IntakeReply Judge::keep(const Verification& verification, ByteView archive) {
    const auto known = parts_.store.packet(verification.digest);
    // A clock that stands still must not write two judgements of one instant.
    const auto now = std::max(parts_.now_ms(), known ? known->judged_ms + 1 : 0);
    ENSURE(verification.statement.has_value());
    const auto& stated = verification.statement->predicate;
    const auto receipt =
        engine::sign_receipt({.packet = verification.digest,
                              .centre = stated.centre,
                              .session = stated.session,
                              .seq = stated.seq,
                              .result = verification.end.verdict,
                              .detail = verification.end.detail,
                              .received_at = utc_of_ms(known ? known->received_ms : now),
                              .judged_at = utc_of_ms(now)},
                             parts_.receipt_key);

    const bool accepted = verification.end.verdict == PacketVerdict::Accepted;
    Judgement judgement{.verification = verification,
                        .receipt = receipt,
                        .at_ms = now,
                        .bytes = static_cast<std::int64_t>(archive.size())};
    if (accepted) {
        ENSURE(verification.opened.has_value());
        judgement.sittings = sittings_in(*verification.opened);
    }
    parts_.store.keep_files(verification.digest, archive);
    parts_.store.record(judgement);
    return {.end = verification.end, .digest = verification.digest, .receipt = receipt};
}

std::size_t Judge::judge_held() {
    return judge_again(parts_.store.held_packets());
}

std::size_t Judge::judge_not_final() {
    return judge_again(parts_.store.packets_not_final());
}

std::size_t Judge::judge_again(const std::vector<crypto::Digest>& packets) {
    std::size_t settled = 0;
    for (const auto& packet : packets)
        if (judge_again(packet)) ++settled;
    return settled;
}

/// Whether it got another verdict, and one that is not waiting.
bool Judge::judge_again(const crypto::Digest& packet) {
    const auto archive = parts_.store.files_of(packet).value_or(Bytes{});
    const auto files = engine::read_ustar(archive);
    if (!files) {
        server::log().error("packet.damaged", {{"packet", packet}});
        return false;
    }
    JudgedAgain history(parts_.store, packet);
    const auto found = verify_packet(files.value(), world(&history));
    // Its file is another's, or a key that signed it is no longer believed: a person must look.
    if (found.digest != packet || !found.whole) {
        server::log().error("packet.cannot_be_judged_again",
                            {{"packet", packet}, {"found", found.digest}});
        return false;
    }
    const auto known = parts_.store.packet(packet);
    ENSURE(known.has_value());
    if (is_judged_alike(*known, found.end)) return false;
    keep(found, archive);
    return !engine::is_held(found.end.verdict);
}

}  // namespace probant::registry
