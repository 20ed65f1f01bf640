// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/support/builders.h"

namespace probant::engine {
namespace {

using support::a_running_sitting;
using support::all_of;
using support::an_open_session;
using support::candidate_id;
using support::the;

EndSitting ending(UnfinishedReason reason) {
    return {.candidate = candidate_id(0), .reason = reason, .note = {}};
}

TEST_CASE("A hand-in ends the sitting, once") {
    auto room = a_running_sitting();

    room.having(HandIn{candidate_id(0)});

    CHECK(std::get<Ended>(room.sitting().phase).by == EndedBy::Candidate);
    CHECK(room.refusal_of(HandIn{candidate_id(0)}) == Refusal::SittingEnded);
}

TEST_CASE("A sitting that has not started is not handed in, a paused one neither") {
    auto room = an_open_session();
    CHECK(room.refusal_of(HandIn{candidate_id(0)}) == Refusal::NotStarted);

    auto paused = a_running_sitting();
    paused.paused();
    CHECK(paused.refusal_of(HandIn{candidate_id(0)}) == Refusal::SittingPaused);
}

TEST_CASE("An invigilator ends an unfinished sitting with its reason, paused or not") {
    auto room = a_running_sitting();
    room.paused();

    room.having(ending(UnfinishedReason::Technical));

    CHECK(std::get<Ended>(room.sitting().phase).by == EndedBy::Invigilator);
    CHECK(the<UnfinishedExplained>(room.events()).reason == UnfinishedReason::Technical);
    CHECK(room.refusal_of(ending(UnfinishedReason::Technical)) == Refusal::SittingEnded);
}

TEST_CASE("A finished sitting that an invigilator ends has no reason to keep") {
    auto room = a_running_sitting();
    room.answered(32);

    room.having(ending(UnfinishedReason::GivenUp));

    CHECK(all_of<UnfinishedExplained>(room.events()).empty());
}

TEST_CASE("The end of a sitting resolves its alerts and no other's") {
    auto room = a_running_sitting(2);
    room.having(CallForHelp{candidate_id(0)}).having(CallForHelp{candidate_id(1)});

    room.having(HandIn{candidate_id(0)});

    CHECK(room.room().alerts[0].resolved);
    CHECK_FALSE(room.room().alerts[1].resolved);
}

TEST_CASE("Nothing of a test happens after its end") {
    auto room = a_running_sitting();
    room.having(HandIn{candidate_id(0)});

    for (const Command& command : std::vector<Command>{
             PauseSitting{.candidate = candidate_id(0), .note = {}},
             ResumeSitting{candidate_id(0)},
             GiveTime{.candidate = candidate_id(0), .extra = Duration{1}, .note = {}},
             ending(UnfinishedReason::GivenUp),
             DecideReport{.candidate = candidate_id(0), .draw = {1}, .accepted = true, .note = {}},
             SaveAnswer{.candidate = candidate_id(0), .draw = {1}, .response = Passed{}},
             ReportQuestion{
                 .candidate = candidate_id(0), .draw = {1}, .code = ReportCode::E1, .note = {}},
             HandIn{candidate_id(0)},
             EndByTime{candidate_id(0)}})
        CHECK(room.refusal_of(command) == Refusal::SittingEnded);
}

}  // namespace
}  // namespace probant::engine
