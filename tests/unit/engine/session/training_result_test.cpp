// What a training says to the person who sat it. SPDX-License-Identifier: EUPL-1.2
#include "engine/scoring/training_result.h"

#include <set>
#include <string_view>

#include <catch2/catch.hpp>

#include "engine/bank/competence_name.h"
#include "tests/support/builders.h"
#include "tests/support/small_bank.h"

using namespace probant;
using namespace probant::engine;
using support::candidate_id;
using support::training_content;

namespace {

/// The training whose levels are told on the evidence that its stop rule asks for.
Content telling_content() {
    auto content = training_content();
    content.rules.publication.sd_most_milli = 800;
    content.rules.publication.reliability_least_permille = 0;
    return content;
}

support::TestRoom begun(const Content& content) {
    support::TestRoom room(content);
    room.created(1).opened().present().signed_in().authorised().started();
    return room;
}

void answer_to_the_end(support::TestRoom& room) {
    for (bool right = true; room.sitting().current; right = !right)
        room.having(right ? room.right_answer() : room.wrong_answer());
}

}  // namespace

TEST_CASE("A training says nothing of its result while it goes on") {
    const auto content = telling_content();
    auto room = begun(content);
    answer_to_the_end(room);

    CHECK_FALSE(training_result(room.sitting(), content).has_value());
}

TEST_CASE("A training that was handed in says its answers, the rule that stopped it and a level") {
    const auto content = telling_content();
    auto room = begun(content);
    answer_to_the_end(room);
    room.having(HandIn{candidate_id(0)});

    const auto result = training_result(room.sitting(), content);

    REQUIRE(result.has_value());
    CHECK(result->answers == room.sitting().answers);
    CHECK(result->stopped == StopKind::Precision);
    REQUIRE(result->competences.size() == 1);
    const auto& one = result->competences.front();
    CHECK(one.competence.code() == "1.1");
    REQUIRE(one.level.has_value());
    CHECK(one.level->low < one.level->high);
    CHECK(one.level->low <= one.level->level);
    CHECK(one.level->level <= one.level->high);
}

TEST_CASE("A competence that was measured too roughly is named without a level") {
    auto room = begun(training_content());
    answer_to_the_end(room);
    room.having(HandIn{candidate_id(0)});

    const auto result = training_result(room.sitting(), training_content());

    REQUIRE(result->competences.size() == 1);
    CHECK_FALSE(result->competences.front().level.has_value());
}

TEST_CASE("A training ended before the least answers that are scored has no level") {
    auto content = telling_content();
    content.rules.publication.sd_most_milli = 2000;
    content.rules.stopping = {};
    const auto least = content.rules.answers_min;
    for (const auto answers : {0U, least - 1, least}) {
        auto room = begun(content);
        room.answered(answers);
        room.having(
            EndSitting{.candidate = candidate_id(0), .reason = UnfinishedReason::Technical});

        const auto result = training_result(room.sitting(), content);

        CHECK(result->answers == answers);
        CHECK_FALSE(result->stopped.has_value());
        CHECK(result->competences.front().level.has_value() == (answers == least));
    }
}

TEST_CASE("What a closing imputes to a training given up changes nothing of what was said") {
    auto content = telling_content();
    content.rules.stopping = {};
    auto room = begun(content);
    room.answered(6);
    room.having(EndSitting{.candidate = candidate_id(0), .reason = UnfinishedReason::GivenUp});
    const auto before = training_result(room.sitting(), content);

    room.having(CloseSession{});

    REQUIRE_FALSE(room.sitting().imputed.empty());
    CHECK(training_result(room.sitting(), content) == before);
}

TEST_CASE("A certification never has the result of a training") {
    auto room = support::a_running_sitting();
    answer_to_the_end(room);
    room.having(HandIn{candidate_id(0)}).having(CloseSession{});

    REQUIRE(room.sitting().result.has_value());
    CHECK_FALSE(training_result(room.sitting(), support::small_content()).has_value());
}

TEST_CASE("Each competence has a name of its own in both languages") {
    std::set<std::string_view> names;
    for (std::uint32_t index = 0; index < kCompetences; ++index) {
        names.insert(name_of(Competence::at(index), Language::French));
        names.insert(name_of(Competence::at(index), Language::English));
    }

    CHECK(names.size() == 2 * kCompetences);
    CHECK_FALSE(names.contains(""));
}
