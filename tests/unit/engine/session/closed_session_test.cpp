// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/closed_session.h"

#include <catch2/catch.hpp>

#include "tests/support/small_bank.h"

namespace probant::engine {
namespace {

using support::a_closed_session;
using support::small_content;

TEST_CASE("A day of eight candidates closes with every outcome") {
    const auto day = a_closed_session(7, support::kStories);

    std::vector<std::optional<OutcomeState>> outcomes;
    for (const auto& candidate : day.session.room.candidates) {
        const auto* sitting = sitting_of(candidate);
        if (sitting == nullptr) {
            outcomes.emplace_back();
        } else {
            outcomes.emplace_back(sitting->result.value().outcome);
        }
    }

    using enum OutcomeState;
    CHECK(day.session.room.phase == SessionPhase::Closed);
    CHECK(outcomes == std::vector<std::optional<OutcomeState>>{Validated,
                                                               Validated,
                                                               Validated,
                                                               Validated,
                                                               Rejected,
                                                               Cancelled,
                                                               std::nullopt,
                                                               Validated});
}

TEST_CASE("The same seed lives the same day, another seed another") {
    CHECK(a_closed_session(7, 4).entries == a_closed_session(7, 4).entries);
    CHECK(a_closed_session(7, 4).entries != a_closed_session(8, 4).entries);
}

TEST_CASE("The entries of a closed session replay to the same session") {
    const auto day = a_closed_session(7, support::kStories);

    RecordedSession again;
    for (const auto& bytes : day.entries)
        REQUIRE(replay_entry(again, bytes, small_content()));

    CHECK(again.head == day.session.head);
    CHECK(again.room == day.session.room);
}

}  // namespace
}  // namespace probant::engine
