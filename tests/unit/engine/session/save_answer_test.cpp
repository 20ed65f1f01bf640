// SPDX-License-Identifier: EUPL-1.2
#include <chrono>

#include <catch2/catch.hpp>

#include "tests/support/builders.h"
#include "tests/support/responses.h"

namespace probant::engine {
namespace {

using namespace std::chrono_literals;
using support::a_running_sitting;
using support::all_of;
using support::an_open_session;
using support::candidate_id;
using support::the;

constexpr Duration kGrace = 5s;

TEST_CASE("A right answer is saved with full credit and brings the next question") {
    auto room = a_running_sitting();
    const auto& model = room.content().pool.at(room.current_draw().item).model;

    room.having(room.right_answer());

    CHECK(the<AnswerSaved>(room.events()).category == full_credit(model));
    CHECK(the<ItemDrawn>(room.events()).draw == DrawNumber{2});
    CHECK(the<ItemDrawn>(room.events()).rank == Rank{2});
    CHECK(room.sitting().answers == 1);
}

TEST_CASE("A wrong answer is saved without credit") {
    auto room = a_running_sitting();

    room.having(room.wrong_answer());

    CHECK(the<AnswerSaved>(room.events()).category == Category{0});
}

TEST_CASE("An answer one part short earns a part of the credit and is kept as partly right") {
    auto room = a_running_sitting();
    while (room.current_item().credit.empty())
        room.having(room.right_answer());
    const auto steps = static_cast<std::uint32_t>(room.current_item().credit.size());

    room.having(room.nearly_right_answer());

    CHECK(the<AnswerSaved>(room.events()).category == Category{steps - 1});
    const auto& given = room.sitting().test.given;
    CHECK(given.at(given.size() - 2).outcome == ItemOutcome::Partly);
}

TEST_CASE("Passing is saved as an answer, and earns nothing") {
    auto room = a_running_sitting();

    room.having(SaveAnswer{.candidate = candidate_id(0), .draw = {1}, .response = Passed{}});

    CHECK(the<AnswerSaved>(room.events()).category == Category{0});
    CHECK(room.sitting().answers == 1);
}

TEST_CASE("The last answer is saved and brings no other question") {
    auto room = a_running_sitting();
    room.answered(31);

    room.having(room.right_answer());

    CHECK(room.sitting().answers == 32);
    CHECK(all_of<ItemDrawn>(room.events()).empty());
    CHECK_FALSE(room.sitting().current.has_value());
}

TEST_CASE("After the last answer there is no question left to answer") {
    auto room = a_running_sitting();
    const auto first = room.right_answer();
    room.answered(32);

    CHECK(room.refusal_of(first) == Refusal::AlreadyAnswered);
    CHECK(room.refusal_of(
              SaveAnswer{.candidate = candidate_id(0), .draw = {33}, .response = Passed{}}) ==
          Refusal::WrongDraw);
}

TEST_CASE("An answer on the last millisecond of the grace is saved") {
    auto room = a_running_sitting();
    room.at(room.sitting().deadline + kGrace);

    room.having(room.right_answer());

    CHECK(all_of<AnswerSaved>(room.events()).size() == 1);
}

TEST_CASE("An answer one millisecond after the grace is kept for the jury and not saved") {
    auto room = a_running_sitting();
    room.at(room.sitting().deadline + kGrace + 1ms);

    room.having(room.right_answer());

    CHECK(all_of<LateAnswerKept>(room.events()).size() == 1);
    CHECK(room.sitting().answers == 0);
}

TEST_CASE("One late answer is kept after the end by time, the next is refused") {
    auto room = a_running_sitting();
    room.answered(3);
    const auto late = room.right_answer();
    room.at(room.sitting().deadline + kGrace).having(EndByTime{candidate_id(0)});

    room.after(1s).having(late);

    CHECK(the<LateAnswerKept>(room.events()).response == late.response);
    CHECK(room.sitting().answers == 3);
    CHECK(room.refusal_of(late) == Refusal::TooLate);
}

TEST_CASE("A late answer to another question than the last one is not kept") {
    auto room = a_running_sitting();
    const auto stale = room.right_answer();
    room.answered(3);
    room.at(room.sitting().deadline + kGrace).having(EndByTime{candidate_id(0)});

    CHECK(room.refusal_of(stale) == Refusal::TooLate);
}

TEST_CASE("A late answer that does not fit its question is not kept") {
    auto room = a_running_sitting();
    auto late = room.right_answer();
    late.response = support::unfit_response(room.current_item());
    room.at(room.sitting().deadline + kGrace).having(EndByTime{candidate_id(0)});

    CHECK(room.refusal_of(late) == Refusal::ResponseDoesNotFit);
    CHECK_FALSE(room.sitting().late_answer_kept);
}

TEST_CASE("No answer is saved after the end by the invigilator") {
    auto room = a_running_sitting();
    const auto answer = room.right_answer();
    room.having(EndSitting{
        .candidate = candidate_id(0), .reason = UnfinishedReason::Technical, .note = {}});

    CHECK(room.refusal_of(answer) == Refusal::SittingEnded);
    CHECK(room.sitting().answers == 0);
}

TEST_CASE("No answer is saved after the hand-in") {
    auto room = a_running_sitting();
    const auto answer = room.right_answer();
    room.having(HandIn{candidate_id(0)});

    CHECK(room.refusal_of(answer) == Refusal::SittingEnded);
}

TEST_CASE("No answer is saved while the sitting is paused") {
    auto room = a_running_sitting();
    const auto answer = room.right_answer();
    room.paused();

    CHECK(room.refusal_of(answer) == Refusal::SittingPaused);
}

TEST_CASE("An answer to a question already answered is refused") {
    auto room = a_running_sitting();
    const auto first = room.right_answer();
    room.answered(1);

    CHECK(room.refusal_of(first) == Refusal::AlreadyAnswered);
}

TEST_CASE("An answer to a question never drawn is refused") {
    auto room = a_running_sitting();
    for (const std::uint32_t draw : {0U, 2U, 999U}) {
        CHECK(room.refusal_of(
                  SaveAnswer{.candidate = candidate_id(0), .draw = {draw}, .response = Passed{}}) ==
              Refusal::WrongDraw);
    }
}

TEST_CASE("An answer to a question set aside is refused") {
    auto room = a_running_sitting();
    const auto first = room.right_answer();
    room.reported().report_decided(/*accepted=*/true);

    CHECK(room.refusal_of(first) == Refusal::WrongDraw);
}

TEST_CASE("A response of another kind than the question is refused") {
    auto room = a_running_sitting();
    auto answer = room.right_answer();
    answer.response = support::unfit_response(room.current_item());

    CHECK(room.refusal_of(answer) == Refusal::ResponseDoesNotFit);
}

TEST_CASE("An answer before the sitting starts is refused") {
    auto room = an_open_session();

    CHECK(room.refusal_of(
              SaveAnswer{.candidate = candidate_id(0), .draw = {1}, .response = Passed{}}) ==
          Refusal::NotStarted);
}

TEST_CASE("An answer of a stranger is refused") {
    auto room = an_open_session();

    CHECK(room.refusal_of(
              SaveAnswer{.candidate = candidate_id(7), .draw = {1}, .response = Passed{}}) ==
          Refusal::UnknownCandidate);
}

TEST_CASE("The estimate that chose a question is journalled with it") {
    auto room = a_running_sitting();

    room.having(room.right_answer());
    const auto after_right = the<ItemDrawn>(room.events());
    room.having(room.wrong_answer());
    const auto after_wrong = the<ItemDrawn>(room.events());

    CHECK(after_right.theta_micro > 0);
    CHECK(after_wrong.theta_micro < after_right.theta_micro);
    CHECK(after_wrong.se_micro > 0);
}

}  // namespace
}  // namespace probant::engine
