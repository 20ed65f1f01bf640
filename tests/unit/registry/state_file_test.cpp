// What an offline verifier remembers. SPDX-License-Identifier: EUPL-1.2
#include "registry/verify/state_file.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "tests/support/packets.h"

using namespace probant;
using namespace probant::registry;

TEST_CASE("A state file remembers accepted packets from one run to the next") {
    support::TestCentre centre;
    const auto packet = centre.seal();
    const auto trust = centre.trust();
    const auto file =
        std::filesystem::temp_directory_path() / ("state-" + to_text(support::fresh_uuid()));
    {
        StateFile state(file);
        const auto first = verify_packet(packet.files, {.trust = trust, .history = &state});
        REQUIRE(first.end.verdict == engine::PacketVerdict::Accepted);
        state.remember(first);
    }
    StateFile again(file);
    CHECK(verify_packet(packet.files, {.trust = trust, .history = &again}).end.verdict ==
          engine::PacketVerdict::Duplicate);
    CHECK(verify_packet(centre.seal().files, {.trust = trust, .history = &again}).end.verdict ==
          engine::PacketVerdict::Fork);
    std::filesystem::remove(file);
}

TEST_CASE("A packet looked at from outside is judged whole by whoever can open it later") {
    support::TestCentre centre;
    const auto packet = centre.seal();
    const auto trust = centre.trust();
    support::MemoryContents contents;
    contents.content = support::shared_content();
    const auto file =
        std::filesystem::temp_directory_path() / ("state-" + to_text(support::fresh_uuid()));
    StateFile state(file);
    state.remember(verify_packet(packet.files, {.trust = trust, .history = &state}));
    CHECK_FALSE(state.was_opened(packet.digest));

    StateFile later(file);
    CHECK_FALSE(later.was_opened(packet.digest));
    JudgedAgain again(later, packet.digest);
    const auto opened = verify_packet(
        packet.files,
        {.trust = trust, .history = &again, .identities = centre.registry, .contents = &contents});
    CHECK(opened.end.verdict == engine::PacketVerdict::Accepted);
    REQUIRE(opened.opened);
    later.remember(opened);

    CHECK(StateFile(file).was_opened(packet.digest));
    const auto session = opened.statement->predicate.session;
    CHECK(StateFile(file).session_of("FR-0042", session)->digest == packet.digest);
    CHECK_FALSE(StateFile(file).session_of("FR-0043", session));
    std::filesystem::remove(file);
}

TEST_CASE("A state file of another form is refused, never started afresh") {
    const auto file =
        std::filesystem::temp_directory_path() / ("state-" + to_text(support::fresh_uuid()));
    for (const auto* text : {"{}", "x", R"({"packets":[{}],"v":2})", R"({"packets":[],"v":1})"}) {
        std::ofstream(file) << text;
        CHECK_THROWS(StateFile(file));
    }
    std::filesystem::remove(file);
}
