// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <chrono>

#include <catch2/catch.hpp>

#include "tests/support/builders.h"

namespace probant::engine {
namespace {

using namespace std::chrono_literals;
using support::a_running_sitting;
using support::a_running_sitting_on_the_tiny_bank;
using support::all_of;
using support::candidate_id;
using support::the;

ReportQuestion report_of(DrawNumber draw) {
    return {.candidate = candidate_id(0), .draw = draw, .code = ReportCode::E3, .note = {}};
}

DecideReport decision_on(DrawNumber draw, bool accepted) {
    return {.candidate = candidate_id(0), .draw = draw, .accepted = accepted, .note = {}};
}

TEST_CASE("A reported question freezes the sitting and calls the invigilator") {
    auto room = a_running_sitting();

    room.having(report_of({1}));

    CHECK(is_paused_by(room.sitting(), PauseCause::Report));
    CHECK(the<AlertOpened>(room.events()).kind == AlertKind::Report);
    CHECK(room.sitting().current == DrawNumber{1});
}

TEST_CASE("An accepted report brings another question at the same rank") {
    auto room = a_running_sitting();
    room.answered(4).reported();
    const auto test = room.sitting().test;
    const auto faulty = room.current_draw();

    room.report_decided(/*accepted=*/true);

    const auto drawn = the<ItemDrawn>(room.events());
    CHECK(drawn.rank == faulty.rank);
    CHECK(drawn.draw == DrawNumber{6});
    CHECK(drawn.item != faulty.item);
    CHECK(room.sitting().test.likelihood == test.likelihood);
    CHECK(std::holds_alternative<Running>(room.sitting().phase));
}

TEST_CASE("The estimate is untouched by a question set aside") {
    auto room = a_running_sitting();
    room.answered(4);
    const auto before = the<ItemDrawn>(room.events());
    room.reported().report_decided(/*accepted=*/true);

    const auto after = the<ItemDrawn>(room.events());

    CHECK(after.theta_micro == before.theta_micro);
    CHECK(after.se_micro == before.se_micro);
}

TEST_CASE("The tube of a question set aside is barred for the rest of the sitting") {
    auto room = a_running_sitting();
    room.reported();
    const auto barred = room.current_item().tube;
    room.report_decided(/*accepted=*/true).answered(32);

    const auto& draws = room.sitting().draws;
    const auto of_barred = std::ranges::count_if(
        draws, [&](const Draw& draw) { return room.content().bank.at(draw.item).tube == barred; });

    CHECK(of_barred == 1);
    CHECK(room.sitting().answers == 32);
}

TEST_CASE("A dismissed report gives the same question back") {
    auto room = a_running_sitting();
    room.reported();
    const auto before = room.current_draw();

    room.report_decided(/*accepted=*/false);

    CHECK(room.sitting().current == DrawNumber{1});
    CHECK(room.current_draw().item == before.item);
    CHECK(room.current_draw().at == before.at);
    CHECK(all_of<ItemDrawn>(room.events()).empty());
    CHECK(std::holds_alternative<Running>(room.sitting().phase));
}

TEST_CASE("The time a report waits for its decision is not charged") {
    auto room = a_running_sitting();
    room.after(5min).reported().after(40min);

    room.report_decided(/*accepted=*/true);

    CHECK(time_left(room.sitting(), room.now()) == 100min);
}

TEST_CASE("A dismissed question is not reported a second time") {
    auto room = a_running_sitting();
    room.reported().report_decided(/*accepted=*/false);

    CHECK(room.refusal_of(report_of({1})) == Refusal::AlreadyReported);
}

TEST_CASE("Four reports a sitting, dismissed or not, and not a fifth") {
    auto room = a_running_sitting();
    for (const bool accepted : {true, false, true, false}) {
        room.reported().report_decided(accepted);
        room.answered(1);
    }

    CHECK(room.refusal_of(report_of(room.sitting().current.value())) == Refusal::TooManyReports);
}

TEST_CASE("A report is made until the deadline, not a millisecond later") {
    auto room = a_running_sitting();
    auto late = room;

    CHECK_FALSE(room.at(room.sitting().deadline).refusal_of(report_of({1})).has_value());
    CHECK(late.at(late.sitting().deadline + 1ms).refusal_of(report_of({1})) == Refusal::TooLate);
}

TEST_CASE("Only the question on the page is reported") {
    auto room = a_running_sitting();
    room.answered(2);

    CHECK(room.refusal_of(report_of({1})) == Refusal::WrongDraw);
    CHECK(room.refusal_of(report_of({4})) == Refusal::WrongDraw);
    room.answered(30);
    CHECK(room.refusal_of(report_of({32})) == Refusal::NoQuestion);
}

TEST_CASE("A report is not made twice while it waits, nor after the end") {
    auto room = a_running_sitting();
    room.reported();
    CHECK(room.refusal_of(report_of({1})) == Refusal::SittingPaused);

    auto ended = a_running_sitting();
    ended.having(HandIn{candidate_id(0)});
    CHECK(ended.refusal_of(report_of({1})) == Refusal::SittingEnded);
}

TEST_CASE("Only a report that waits is decided, on its own question") {
    auto room = a_running_sitting();

    CHECK(room.refusal_of(decision_on({1}, true)) == Refusal::NothingReported);
    room.reported();
    CHECK(room.refusal_of(decision_on({2}, true)) == Refusal::WrongDraw);
    room.report_decided(/*accepted=*/true);
    CHECK(room.refusal_of(decision_on({1}, true)) == Refusal::NothingReported);
}

TEST_CASE("A decision resolves the report's alert") {
    auto room = a_running_sitting();

    room.reported().report_decided(/*accepted=*/false);

    CHECK(room.room().alerts.front().resolved);
}

TEST_CASE("Ending a sitting whose report waits resolves the alert, and nothing is left to decide") {
    auto room = a_running_sitting();
    room.reported().having(EndSitting{
        .candidate = candidate_id(0), .reason = UnfinishedReason::Technical, .note = {}});

    CHECK(room.room().alerts.front().resolved);
    CHECK(room.refusal_of(decision_on({1}, true)) == Refusal::SittingEnded);
}

TEST_CASE("When no question is left for a rank the sitting goes on with one fewer") {
    auto room = a_running_sitting_on_the_tiny_bank();
    room.answered(10).reported().report_decided(/*accepted=*/true).answered(20);

    room.having(room.right_answer());

    CHECK(the<RankGivenUp>(room.events()).rank == Rank{32});
    CHECK(room.sitting().answers == 31);
    CHECK(room.sitting().ranks_given_up == 1);
    CHECK_FALSE(room.sitting().current.has_value());
}

TEST_CASE("A rank is given up at the decision itself when the last question is set aside") {
    auto room = a_running_sitting_on_the_tiny_bank();
    room.answered(31).reported();

    room.report_decided(/*accepted=*/true);

    CHECK(the<RankGivenUp>(room.events()).rank == Rank{32});
    CHECK(std::holds_alternative<Running>(room.sitting().phase));
    CHECK_FALSE(room.sitting().current.has_value());
}

}  // namespace
}  // namespace probant::engine
