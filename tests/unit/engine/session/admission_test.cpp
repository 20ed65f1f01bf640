// SPDX-License-Identifier: EUPL-1.2
#include <chrono>

#include <catch2/catch.hpp>

#include "tests/support/builders.h"
#include "tests/support/small_bank.h"

namespace probant::engine {
namespace {

using namespace std::chrono_literals;
using support::a_creation;
using support::a_draft_session;
using support::a_running_sitting;
using support::all_of;
using support::an_authorised_session;
using support::an_open_session;
using support::candidate_id;
using support::small_content;
using support::TestRoom;
using support::the;

// Creating and opening.

TEST_CASE("A session is created once, with at least one candidate") {
    TestRoom room(small_content());

    CHECK(room.refusal_of(a_creation(small_content(), 0)) == Refusal::EmptyRoster);
    room.created(2);
    CHECK(room.refusal_of(a_creation(small_content(), 1)) == Refusal::AlreadyCreated);
}

TEST_CASE("A roster of two thousand is created, one more is refused") {
    TestRoom room(small_content());

    CHECK(room.refusal_of(a_creation(small_content(), kCandidatesMax + 1)) ==
          Refusal::RosterTooLong);
    CHECK_FALSE(room.refusal_of(a_creation(small_content(), kCandidatesMax)).has_value());
}

TEST_CASE("A candidate is enrolled once and a seat is given once") {
    TestRoom room(small_content());
    auto twice = a_creation(small_content(), 2);
    twice.enrolments.back().candidate = twice.enrolments.front().candidate;
    auto shared = a_creation(small_content(), 2);
    shared.enrolments.back().seat = shared.enrolments.front().seat;

    CHECK(room.refusal_of(twice) == Refusal::DuplicateCandidate);
    CHECK(room.refusal_of(shared) == Refusal::SeatTaken);
}

TEST_CASE("An accommodation is from nothing to ten hours") {
    TestRoom room(small_content());
    const auto with = [](Duration extra) {
        auto creation = a_creation(small_content(), 1);
        creation.enrolments.front().extra_time = extra;
        return creation;
    };

    CHECK(room.refusal_of(with(-1ms)) == Refusal::TimeOutOfRange);
    CHECK(room.refusal_of(with(10h + 1ms)) == Refusal::TimeOutOfRange);
    CHECK_FALSE(room.refusal_of(with(10h)).has_value());
}

TEST_CASE("A session opens once, after it was created") {
    TestRoom room(small_content());

    CHECK(room.refusal_of(OpenSession{}) == Refusal::NothingCreated);
    room.created(1).opened();
    CHECK(room.refusal_of(OpenSession{}) == Refusal::AlreadyOpen);
}

TEST_CASE("Nothing is asked of a session that is not there, not open or closed") {
    const std::vector<Command> commands{ConfirmPresence{candidate_id(0)},
                                        PauseRoom{},
                                        Tick{},
                                        CloseSession{},
                                        SignIn{candidate_id(0)},
                                        TakeAlert{{1}}};
    TestRoom nothing(small_content());
    auto draft = a_draft_session();
    auto closed = an_open_session();
    closed.having(CloseSession{});

    for (const auto& command : commands) {
        CHECK(nothing.refusal_of(command) == Refusal::NothingCreated);
        CHECK(draft.refusal_of(command) == Refusal::NotOpen);
        CHECK(closed.refusal_of(command) == Refusal::SessionIsClosed);
    }
}

// Presence and authorisation.

TEST_CASE("A presence is confirmed once and can be undone") {
    auto room = an_open_session();

    CHECK(room.refusal_of(UndoPresence{candidate_id(0)}) == Refusal::NotPresent);
    room.present();
    CHECK(room.refusal_of(ConfirmPresence{candidate_id(0)}) == Refusal::AlreadyPresent);
    room.having(UndoPresence{candidate_id(0)});
    CHECK(std::holds_alternative<Enrolled>(room.candidate().phase));
}

TEST_CASE("Undoing a presence takes the authorisation back") {
    auto room = an_authorised_session();

    room.having(UndoPresence{candidate_id(0)});

    CHECK(room.refusal_of(StartSitting{.candidate = candidate_id(0), .seed = {1}}) ==
          Refusal::NotAuthorised);
}

TEST_CASE("Whoever has begun was there") {
    auto room = a_running_sitting();

    CHECK(room.refusal_of(UndoPresence{candidate_id(0)}) == Refusal::AlreadyStarted);
    CHECK(room.refusal_of(ConfirmPresence{candidate_id(0)}) == Refusal::AlreadyPresent);
}

TEST_CASE("Only who is present is authorised, once, before the start") {
    auto room = an_open_session();

    CHECK(room.refusal_of(Authorise{candidate_id(0)}) == Refusal::NotPresent);
    room.present().authorised();
    CHECK(room.refusal_of(Authorise{candidate_id(0)}) == Refusal::AlreadyAuthorised);
    room.started();
    CHECK(room.refusal_of(Authorise{candidate_id(0)}) == Refusal::AlreadyStarted);
}

TEST_CASE("Only who is authorised starts, and once") {
    auto room = an_open_session();
    const StartSitting start{.candidate = candidate_id(0), .seed = {1}};

    room.present();
    CHECK(room.refusal_of(start) == Refusal::NotAuthorised);
    room.authorised().having(start);
    CHECK(room.refusal_of(start) == Refusal::AlreadyStarted);
}

TEST_CASE("A sitting starts with its seed, its deadline and its first question") {
    auto room = an_authorised_session();

    room.after(1min).having(StartSitting{.candidate = candidate_id(0), .seed = {77}});

    CHECK(the<SittingStarted>(room.events()).seed == Seed{77});
    CHECK(the<ItemDrawn>(room.events()).rank == Rank{1});
    CHECK(the<ItemDrawn>(room.events()).theta_micro == 0);
    CHECK(the<ItemDrawn>(room.events()).se_micro == 1'000'000);
}

TEST_CASE("A stranger is asked nothing of") {
    auto room = an_open_session();
    const auto stranger = candidate_id(9);

    for (const Command& command : std::vector<Command>{
             ConfirmPresence{stranger},
             UndoPresence{stranger},
             Authorise{stranger},
             AuthoriseToResume{stranger},
             PauseSitting{.candidate = stranger, .note = {}},
             ResumeSitting{stranger},
             GiveTime{.candidate = stranger, .extra = 1min, .note = {}},
             EndSitting{.candidate = stranger, .reason = UnfinishedReason::Technical, .note = {}},
             DecideReport{.candidate = stranger, .draw = {1}, .accepted = true, .note = {}},
             SignIn{stranger},
             StartSitting{.candidate = stranger, .seed = {1}},
             ReportQuestion{.candidate = stranger, .draw = {1}, .code = ReportCode::E1, .note = {}},
             CallForHelp{stranger},
             HandIn{stranger},
             EndByTime{stranger},
             CloseSession{.unfinished = {{stranger, UnfinishedReason::Technical}}}})
        CHECK(room.refusal_of(command) == Refusal::UnknownCandidate);
}

// The code.

TEST_CASE("The code is used up at sign-in") {
    auto room = an_open_session();

    room.signed_in();

    CHECK(room.refusal_of(SignIn{candidate_id(0)}) == Refusal::CodeUsed);
    CHECK(all_of<MovedElsewhere>(room.events()).empty());
}

TEST_CASE("A code armed again opens one sign-in elsewhere and ends the one before") {
    auto room = an_open_session();
    room.signed_in().having(AuthoriseToResume{candidate_id(0)});

    room.signed_in();

    CHECK(all_of<MovedElsewhere>(room.events()).size() == 1);
    CHECK(all_of<CandidateSignedIn>(room.events()).size() == 1);
    CHECK(room.refusal_of(SignIn{candidate_id(0)}) == Refusal::CodeUsed);
}

TEST_CASE("A code armed again is good for ten minutes, not a millisecond more") {
    auto room = an_open_session();
    room.signed_in().having(AuthoriseToResume{candidate_id(0)});
    auto too_late = room;

    CHECK(too_late.after(10min + 1ms).refusal_of(SignIn{candidate_id(0)}) == Refusal::CodeExpired);
    CHECK_FALSE(room.after(10min).refusal_of(SignIn{candidate_id(0)}).has_value());
}

TEST_CASE("An expired code may be armed again") {
    auto room = an_open_session();
    room.signed_in().having(AuthoriseToResume{candidate_id(0)}).after(11min);

    room.having(AuthoriseToResume{candidate_id(0)});

    CHECK_FALSE(room.refusal_of(SignIn{candidate_id(0)}).has_value());
}

TEST_CASE("There is nothing to come back to before a sign-in nor after the end") {
    auto room = an_open_session();
    CHECK(room.refusal_of(AuthoriseToResume{candidate_id(0)}) == Refusal::NotStarted);

    auto ended = a_running_sitting();
    ended.having(HandIn{candidate_id(0)});
    CHECK(ended.refusal_of(AuthoriseToResume{candidate_id(0)}) == Refusal::SittingEnded);
}

TEST_CASE("Coming back on another station keeps the question, the answers and the time") {
    auto room = a_running_sitting();
    room.answered(5).after(2min);
    const auto before = room.sitting();

    room.having(AuthoriseToResume{candidate_id(0)}).signed_in();

    CHECK(room.sitting() == before);
}

}  // namespace
}  // namespace probant::engine
