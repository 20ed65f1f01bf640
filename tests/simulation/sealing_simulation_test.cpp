// What a day of chance and faults leaves is a packet like any other: it is sealed, the registry
// replays it and accepts it, once.
//
// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "registry/intake/verify_packet.h"
#include "tests/support/packets.h"
#include "tests/support/simulated_room.h"
#include "tests/support/violation.h"

namespace probant::support {
namespace {

using engine::PacketVerdict;

/// Long enough for answers, reports, pauses and faults; sealing and replaying take as long again.
constexpr std::size_t kBatches = 90;
constexpr std::uint64_t kSeeds = 8;

std::vector<engine::Person> people_on(const std::vector<engine::Enrolment>& roster) {
    std::vector<engine::Person> people;
    for (const auto& enrolment : roster) {
        people.push_back({.candidate = enrolment.candidate,
                          .last_name = "LEFÈVRE",
                          .first_name = "Zoé",
                          .birth_date = "1984-05-02",
                          .external_id = "agent-" + std::to_string(enrolment.seat.value),
                          .extra_time = enrolment.extra_time});
    }
    return people;
}

/// A day of this seed in a room of this centre, to its closing.
center::SealOrder live(TestCentre& centre, std::uint64_t seed) {
    auto order = centre.order();
    const auto opener = [&](engine::SessionId session,
                            const std::vector<engine::Enrolment>& roster) {
        order.people = people_on(roster);
        const auto& key = centre.session.public_key();
        return Opening{.centre = "FR-0042",
                       .roster = engine::roster_digest(order.people),
                       .session_key = key.text(),
                       .endorsement = engine::endorse_session_key(
                           {.centre = "FR-0042", .session = session, .key = key}, centre.centre)};
    };
    SimulatedRoom room(
        *centre.content, seed, {.candidates = 3, .batches = kBatches, .opener = opener});
    try {
        room.live();
    } catch (const Violation& violation) {
        FAIL("broken promise: " << violation.what());
    }
    order.entries = room.loop().disk();
    return order;
}

TEST_CASE(
    "What a day of chance leaves is sealed, accepted by the registry, and a duplicate again") {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        INFO("seed: small " << seed);
        TestCentre centre;
        MemoryContents contents;
        contents.content = shared_content();
        MemoryHistory history;
        const auto trust = centre.trust();
        const registry::PacketWorld world{.trust = trust,
                                          .mode = centre.mode,
                                          .history = &history,
                                          .identities = centre.registry,
                                          .contents = &contents};

        const auto packet = centre.seal(live(centre, seed));
        const auto first = registry::verify_packet(packet.files, world);
        history.packets[{"FR-0042", 1}] = {.digest = packet.digest, .settled = true};
        const auto again = registry::verify_packet(packet.files, world);

        CAPTURE(first.end.detail);
        CHECK(first.end.verdict == PacketVerdict::Accepted);
        REQUIRE(first.compared.has_value());
        CHECK_FALSE(first.compared->empty());
        CHECK(again.end.verdict == PacketVerdict::Duplicate);
    }
}

}  // namespace
}  // namespace probant::support
