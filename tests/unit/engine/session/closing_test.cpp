// SPDX-License-Identifier: EUPL-1.2
#include <chrono>

#include <catch2/catch.hpp>

#include "engine/scoring/score.h"
#include "engine/usecases/next_question.h"
#include "tests/support/builders.h"
#include "tests/support/small_bank.h"

namespace probant::engine {
namespace {

using namespace std::chrono_literals;
using support::a_running_sitting;
using support::a_running_sitting_on_the_tiny_bank;
using support::all_of;
using support::an_authorised_session;
using support::an_open_session;
using support::candidate_id;
using support::the;

CloseSession closing_with(UnfinishedReason reason) {
    return {.unfinished = {{candidate_id(0), reason}}};
}

SittingScored scored_after(std::size_t answers, UnfinishedReason reason) {
    auto room = a_running_sitting();
    room.answered(answers).having(closing_with(reason));
    return the<SittingScored>(room.events());
}

// Whom closing needs a reason for.

TEST_CASE("Closing demands a reason for each unfinished sitting") {
    auto room = a_running_sitting(2);
    room.answered(32, 0).answered(31, 1);

    CHECK(room.refusal_of(CloseSession{}) == Refusal::ReasonMissing);
    CHECK(room.refusal_of(closing_with(UnfinishedReason::Technical)) == Refusal::ReasonMissing);
    room.having(CloseSession{.unfinished = {{candidate_id(1), UnfinishedReason::Technical}}});
    CHECK(room.room().phase == SessionPhase::Closed);
}

TEST_CASE("A reason given when the sitting was ended is reason enough") {
    auto room = a_running_sitting();
    room.answered(25).having(
        EndSitting{.candidate = candidate_id(0), .reason = UnfinishedReason::GivenUp, .note = {}});

    room.having(CloseSession{});

    CHECK(the<UnfinishedExplained>(room.events()).reason == UnfinishedReason::GivenUp);
}

TEST_CASE("A reason given at closing prevails over the one given before") {
    auto room = a_running_sitting();
    room.answered(8).having(
        EndSitting{.candidate = candidate_id(0), .reason = UnfinishedReason::GivenUp, .note = {}});

    room.having(closing_with(UnfinishedReason::Technical));

    CHECK(the<SittingScored>(room.events()).outcome == OutcomeState::Cancelled);
}

TEST_CASE("A sitting handed in too early has no reason until someone gives one") {
    auto room = a_running_sitting();
    room.answered(25).having(HandIn{candidate_id(0)});

    CHECK(room.refusal_of(CloseSession{}) == Refusal::ReasonMissing);
}

TEST_CASE("A report that waits for its decision keeps the session open") {
    auto room = a_running_sitting();
    room.reported();

    CHECK(room.refusal_of(closing_with(UnfinishedReason::Technical)) == Refusal::ReportUndecided);
}

TEST_CASE("Who never started is absent") {
    auto room = an_authorised_session();

    room.having(CloseSession{});

    CHECK(std::holds_alternative<Absent>(room.candidate().phase));
}

// What becomes of each.

TEST_CASE("Nineteen answers are not scored: cancelled if technical, rejected if given up") {
    const auto technical = scored_after(19, UnfinishedReason::Technical);
    const auto given_up = scored_after(19, UnfinishedReason::GivenUp);

    CHECK(technical.outcome == OutcomeState::Cancelled);
    CHECK(given_up.outcome == OutcomeState::Rejected);
    CHECK(technical.points == 0);
    CHECK(given_up.answers == 19);
}

TEST_CASE("Twenty answers are scored, whatever the reason") {
    CHECK(scored_after(20, UnfinishedReason::Technical).outcome == OutcomeState::Validated);
    CHECK(scored_after(20, UnfinishedReason::GivenUp).outcome == OutcomeState::Validated);
}

TEST_CASE("Giving up costs the missing answers, a technical end does not") {
    for (const std::size_t answers : {20U, 31U}) {
        const auto technical = scored_after(answers, UnfinishedReason::Technical);
        const auto given_up = scored_after(answers, UnfinishedReason::GivenUp);

        CHECK(given_up.points < technical.points);
        CHECK(given_up.answers == technical.answers);
    }
}

TEST_CASE("A technical end is scored on the answers given and nothing else") {
    auto room = a_running_sitting();
    room.answered(20);
    const auto expected = score(room.sitting().test, room.content());

    room.having(closing_with(UnfinishedReason::Technical));

    CHECK(all_of<ItemImputed>(room.events()).empty());
    CHECK(the<SittingScored>(room.events()).points == expected.points);
}

TEST_CASE("Thirty-two answers need no reason, and a reason changes nothing") {
    auto room = a_running_sitting();
    room.answered(32);
    auto with_reason = room;

    room.having(CloseSession{});
    with_reason.having(closing_with(UnfinishedReason::GivenUp));

    CHECK(the<SittingScored>(room.events()).outcome == OutcomeState::Validated);
    CHECK(the<SittingScored>(with_reason.events()).points ==
          the<SittingScored>(room.events()).points);
    CHECK(all_of<UnfinishedExplained>(with_reason.events()).empty());
}

TEST_CASE("The test of who gave up goes on to 32 from the journalled seed, each answer wrong") {
    auto room = a_running_sitting();
    room.answered(20);
    auto test = room.sitting().test;
    const auto seed = room.sitting().seed;
    std::vector<ItemNumber> expected{room.current_draw().item};
    answer(test, room.content().pool, expected.front(), /*right=*/false);
    for (std::uint32_t number = 22; number <= 32; ++number) {
        const auto next = next_question(test, room.content(), {.seed = seed, .draw = {number}});
        expected.push_back(next.value().item);
        draw(test, expected.back());
        answer(test, room.content().pool, expected.back(), /*right=*/false);
    }

    room.having(closing_with(UnfinishedReason::GivenUp));

    std::vector<ItemNumber> imputed;
    for (const auto& one : all_of<ItemImputed>(room.events()))
        imputed.push_back(one.item);
    CHECK(imputed == expected);
    CHECK(the<SittingScored>(room.events()).points == score(test, room.content()).points);
}

TEST_CASE("A sitting that ran out of questions is finished without a reason") {
    auto room = a_running_sitting_on_the_tiny_bank();
    room.answered(31).reported().report_decided(/*accepted=*/true);

    room.having(CloseSession{});

    CHECK(the<SittingScored>(room.events()).outcome == OutcomeState::Validated);
    CHECK(the<SittingScored>(room.events()).answers == 31);
}

TEST_CASE("Too few questions in the bank cancel a sitting, they never reject or score it") {
    auto content = support::tiny_content();
    content.rules.reports_max = 16;
    support::TestRoom room(content);
    room.created(1).opened().present().signed_in().authorised().started();
    for (std::size_t faulty = 0; faulty < 13; ++faulty)
        room.reported().report_decided(/*accepted=*/true);
    room.answered(19);

    room.having(CloseSession{});

    CHECK(room.sitting().ranks_given_up == 13);
    CHECK(the<SittingScored>(room.events()).outcome == OutcomeState::Cancelled);
    CHECK(the<SittingScored>(room.events()).points == 0);
}

// Closing itself.

TEST_CASE("Closing ends whoever still sits") {
    auto room = a_running_sitting();
    room.answered(32).after(1min);

    room.having(CloseSession{});

    CHECK(the<SittingEnded>(room.events()).by == EndedBy::Closing);
    CHECK(std::get<Ended>(room.sitting().phase).at == room.now());
}

TEST_CASE("Closing resolves every alert") {
    auto room = an_open_session(2);
    room.having(CallForHelp{candidate_id(0)}).having(CallForHelp{candidate_id(1)});

    room.having(CloseSession{});

    CHECK(room.room().alerts.front().resolved);
    CHECK(room.room().alerts.back().resolved);
}

TEST_CASE("Nothing can be asked after the closing, an answer neither") {
    auto room = a_running_sitting();
    const auto answer = room.right_answer();
    room.having(closing_with(UnfinishedReason::Technical));

    CHECK(room.refusal_of(answer) == Refusal::SessionIsClosed);
    CHECK(room.refusal_of(CloseSession{}) == Refusal::SessionIsClosed);
    CHECK(room.refusal_of(Tick{}) == Refusal::SessionIsClosed);
    CHECK_FALSE(next_due_end(room.room(), room.content().rules).has_value());
    CHECK_FALSE(someone_runs(room.room()));
}

TEST_CASE("A closing that names a sitting twice is refused, however often it does") {
    auto room = a_running_sitting();
    auto closing = closing_with(UnfinishedReason::Technical);
    closing.unfinished.push_back(closing.unfinished.front());

    CHECK(room.refusal_of(closing) == Refusal::DuplicateCandidate);
}

TEST_CASE("The closing of the largest room, in which all gave up, fits in an entry") {
    const auto closing_of = [](std::size_t candidates) {
        auto room = a_running_sitting(candidates);
        CloseSession closing;
        for (std::size_t place = 0; place < candidates; ++place) {
            room.answered(20, place);
            closing.unfinished.push_back({candidate_id(place), UnfinishedReason::GivenUp});
        }
        room.having(closing);
        return room.journal().back().size();
    };

    const auto one = closing_of(1);
    const auto each = closing_of(3) - closing_of(2);

    // Item, alert and draw numbers may have two digits more than here, in each of 14 events.
    constexpr std::size_t kLongerNumbers = std::size_t{14} * 2;
    CHECK(one + kCandidatesMax * (each + kLongerNumbers) <= kEntryBytesMax);
}

}  // namespace
}  // namespace probant::engine
