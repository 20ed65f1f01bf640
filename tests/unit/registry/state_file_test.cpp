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

TEST_CASE("A state file of another form is refused, never started afresh") {
    const auto file =
        std::filesystem::temp_directory_path() / ("state-" + to_text(support::fresh_uuid()));
    for (const auto* text : {"{}", "x", R"({"packets":[{}],"v":1})", R"({"packets":[],"v":2})"}) {
        std::ofstream(file) << text;
        CHECK_THROWS(StateFile(file));
    }
    std::filesystem::remove(file);
}
