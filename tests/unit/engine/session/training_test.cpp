// A training, from its first question to its results. SPDX-License-Identifier: EUPL-1.2
#include <set>

#include <catch2/catch.hpp>

#include "engine/packet/results.h"
#include "engine/scoring/score.h"
#include "engine/usecases/asked.h"
#include "tests/support/builders.h"
#include "tests/support/small_bank.h"

using namespace probant;
using namespace probant::engine;
using namespace std::chrono_literals;
using support::all_of;
using support::candidate_id;
using support::the;
using support::training_content;

namespace {

/// The training with another rule to stop it.
Content stopped_by(const Stopping& stopping) {
    auto content = training_content();
    content.rules.stopping = stopping;
    return content;
}

support::TestRoom running(const Content& content) {
    support::TestRoom room(content);
    room.created(1).opened().present().signed_in().authorised().started();
    return room;
}

support::TestRoom running(Content&&) = delete;  // the room looks at it to its end

/// Answers right and wrong by turns until no question comes.
std::uint32_t answer_all(support::TestRoom& room) {
    for (bool right = true; room.sitting().current; right = !right)
        room.having(right ? room.right_answer() : room.wrong_answer());
    return room.sitting().answers;
}

json::Value only_result(const support::TestRoom& room, const Content& content) {
    return results_of(room.session(), content).member("results")->array()->front();
}

}  // namespace

TEST_CASE("A training asks about its competences alone, and no question twice") {
    const auto content = stopped_by({});
    auto room = running(content);

    CHECK(answer_all(room) == 12);

    std::set<ItemNumber> items;
    for (const auto& drawn : room.sitting().draws) {
        CHECK(content.pool.at(drawn.item).competence == *Competence::parse("1.1"));
        items.insert(drawn.item);
    }
    CHECK(items.size() == 12);
}

TEST_CASE("A training ends once it knows its competence well enough, and says by which rule") {
    auto room = running(training_content());

    const auto answers = answer_all(room);

    CHECK(answers >= 4);
    CHECK(answers < 12);
    CHECK(the<TestStopped>(room.events()).rule == StopKind::Precision);
    CHECK(all_of<ItemDrawn>(room.events()).empty());
    CHECK(is_finished(room.sitting(), training_content().rules));
    CHECK(score(room.sitting().test, training_content()).se_micro < 720'000);
}

TEST_CASE("A training that the rule stopped is whole: nothing is imputed at its closing") {
    auto room = running(training_content());
    answer_all(room);
    room.having(HandIn{candidate_id(0)});

    room.having(CloseSession{});

    CHECK(all_of<ItemImputed>(room.events()).empty());
    CHECK(the<SittingScored>(room.events()).outcome == OutcomeState::Validated);
    const auto result = only_result(room, training_content());
    CHECK(*result.member("purpose")->text() == "training");
    CHECK(*result.member("stopped")->text() == "precision");
}

TEST_CASE("A training given up is imputed questions of its competence alone") {
    const auto content = stopped_by({});
    auto room = running(content);
    room.answered(5);
    room.having(EndSitting{.candidate = candidate_id(0), .reason = UnfinishedReason::GivenUp});

    room.having(CloseSession{});

    const auto imputed = all_of<ItemImputed>(room.events());
    CHECK(imputed.size() == 7);
    for (const auto& one : imputed)
        CHECK(content.pool.at(one.item).competence == *Competence::parse("1.1"));
    CHECK(only_result(room, content).member("stopped")->is_null());
}

TEST_CASE("No rule stops a training before its least answers") {
    const auto content =
        stopped_by({.kind = StopKind::Precision, .se_milli = 2000, .answers_least = 9});
    auto room = running(content);

    CHECK(answer_all(room) == 9);
}

TEST_CASE("A training stopped by time counts the time that ran and not the pauses") {
    const auto content = stopped_by({.kind = StopKind::Time, .seconds = 100, .answers_least = 1});
    auto room = running(content);
    room.after(60s).paused().after(600s);
    room.having(ResumeSitting{candidate_id(0)});
    room.after(39'999ms);
    const auto first = room.right_answer();

    room.having(first);

    CHECK(all_of<TestStopped>(room.events()).empty());
    room.after(1ms).having(room.right_answer());
    CHECK(the<TestStopped>(room.events()).rule == StopKind::Time);
}

TEST_CASE("A training that classifies stops once the score is on one side of its cut") {
    for (const auto kind : {StopKind::Interval, StopKind::Sprt}) {
        const auto content =
            stopped_by({.kind = kind, .cuts = {160}, .delta_milli = 500, .answers_least = 1});
        auto room = running(content);
        while (room.sitting().current)
            room.having(room.right_answer());

        CHECK(room.sitting().stopped_by == kind);
        CHECK(room.sitting().answers < 12);
    }
}

TEST_CASE("A certification is never stopped before its last question") {
    auto room = support::a_running_sitting();

    CHECK(answer_all(room) == support::kWholeTest);

    CHECK_FALSE(room.sitting().stopped_by.has_value());
}

TEST_CASE("A room spares its questions in a certification, not in a training") {
    support::TestRoom room(training_content());
    room.created(8).opened();
    for (std::size_t place = 0; place < 8; ++place)
        room.present(place).signed_in(place).authorised(place).started(place);

    for (std::size_t place = 0; place < 8; ++place)
        CHECK(room.sitting(place).draws.size() == 1);
    for (const auto& drawn : all_of<ItemDrawn>(room.events()))
        CHECK_FALSE(drawn.cap_exceeded);
}

TEST_CASE("A training replays to the same bytes") {
    auto room = running(training_content());
    answer_all(room);
    room.having(HandIn{candidate_id(0)}).having(CloseSession{});

    RecordedSession session;
    for (const auto& entry : room.journal())
        REQUIRE(replay_entry(session, entry, training_content()));
    CHECK(session.room == room.room());
}
