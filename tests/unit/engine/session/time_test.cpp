// SPDX-License-Identifier: EUPL-1.2
#include <chrono>

#include <catch2/catch.hpp>

#include "tests/support/builders.h"
#include "tests/support/small_bank.h"

namespace probant::engine {
namespace {

using namespace std::chrono_literals;
using support::a_running_sitting;
using support::an_authorised_session;
using support::candidate_id;
using support::small_content;
using support::the;

constexpr Duration kGraceAfterTime = 5s;
constexpr Duration kDuration = 105min;

// Ends by time.

TEST_CASE("A sitting ends by time when the grace is over, not a millisecond before") {
    auto room = a_running_sitting();
    const auto over = room.sitting().deadline + kGraceAfterTime;

    room.at(over + (-1ms));
    CHECK(room.refusal_of(EndByTime{candidate_id(0)}) == Refusal::TimeOutOfRange);
    room.at(over).having(EndByTime{candidate_id(0)});

    CHECK(std::get<Ended>(room.sitting().phase) == Ended{.at = over, .by = EndedBy::Time});
}

TEST_CASE("A paused sitting does not end by time") {
    auto room = a_running_sitting();
    room.paused().after(24h);

    CHECK(room.refusal_of(EndByTime{candidate_id(0)}) == Refusal::SittingPaused);
    CHECK_FALSE(next_due_end(room.room(), small_content().rules).has_value());
}

TEST_CASE("The next end is that of the earliest deadline, at the end of its grace") {
    auto room = an_authorised_session(2);
    room.after(1min).started(1).after(1min).started(0);

    const auto due = next_due_end(room.room(), small_content().rules);

    REQUIRE(due.has_value());
    CHECK(due->candidate == candidate_id(1));
    CHECK(due->at == room.sitting(1).deadline + kGraceAfterTime);
}

TEST_CASE("Time stands still in a room where nobody runs") {
    auto room = an_authorised_session();
    CHECK_FALSE(someone_runs(room.room()));

    room.started();
    CHECK(someone_runs(room.room()));

    room.paused();
    CHECK_FALSE(someone_runs(room.room()));
}

// The deadline.

TEST_CASE("A sitting has the time of the rules and the candidate's own accommodation") {
    support::TestRoom room(small_content());
    auto creation = support::a_creation(small_content(), 1);
    creation.enrolments.front().extra_time = 35min;
    room.having(creation).opened().present().signed_in().authorised().after(3min).started();

    CHECK(room.sitting().deadline == room.now() + kDuration + 35min);
}

TEST_CASE("Time given moves the deadline later by as much") {
    auto room = a_running_sitting();
    const auto before = room.sitting().deadline;

    room.having(GiveTime{.candidate = candidate_id(0), .extra = 10min, .note = {}});

    CHECK(room.sitting().deadline == before + 10min);
}

TEST_CASE("Two hours may be given in one act, not a millisecond more, nor nothing, nor less") {
    auto room = a_running_sitting();
    const auto give = [](Duration extra) {
        return GiveTime{.candidate = candidate_id(0), .extra = extra, .note = {}};
    };

    CHECK_FALSE(room.refusal_of(give(120min)).has_value());
    CHECK(room.refusal_of(give(120min + 1ms)) == Refusal::TimeOutOfRange);
    CHECK(room.refusal_of(give(0ms)) == Refusal::TimeOutOfRange);
    CHECK(room.refusal_of(give(-1ms)) == Refusal::TimeOutOfRange);
}

TEST_CASE("Time is not given before the start nor after the end") {
    auto room = an_authorised_session();
    const GiveTime give{.candidate = candidate_id(0), .extra = 5min, .note = {}};

    CHECK(room.refusal_of(give) == Refusal::NotStarted);
    room.started().having(HandIn{candidate_id(0)});
    CHECK(room.refusal_of(give) == Refusal::SittingEnded);
}

TEST_CASE("Time given to a paused sitting is there when it resumes") {
    auto room = a_running_sitting();
    room.after(5min).paused().after(20min);
    room.having(GiveTime{.candidate = candidate_id(0), .extra = 10min, .note = {}});

    room.having(ResumeSitting{candidate_id(0)});

    CHECK(time_left(room.sitting(), room.now()) == kDuration - 5min + 10min);
}

// Pauses.

TEST_CASE("A pause stops the clock and moves the deadline by the time stopped") {
    auto room = a_running_sitting();
    const auto before = room.sitting().deadline;

    room.after(5min).paused().after(20min);
    CHECK(time_left(room.sitting(), room.now()) == kDuration - 5min);
    room.having(ResumeSitting{candidate_id(0)});

    CHECK(room.sitting().deadline == before + 20min);
    CHECK(time_left(room.sitting(), room.now()) == kDuration - 5min);
}

TEST_CASE("The clock runs again only when the last cause of pause is over") {
    auto room = a_running_sitting();
    const auto before = room.sitting().deadline;

    room.paused().after(1min).having(PauseRoom{}).after(1min);
    room.having(ResumeSitting{candidate_id(0)});
    CHECK(std::holds_alternative<Paused>(room.sitting().phase));
    CHECK(room.sitting().deadline == before);
    room.after(1min).having(ResumeRoom{});

    CHECK(std::holds_alternative<Running>(room.sitting().phase));
    CHECK(room.sitting().deadline == before + 3min);
}

TEST_CASE("Causes of pause may end in any order") {
    auto room = a_running_sitting();
    const auto before = room.sitting().deadline;

    room.reported().after(1min).paused().after(1min).having(PauseRoom{}).after(1min);
    room.having(ResumeRoom{}).after(1min).report_decided(/*accepted=*/false).after(1min);
    CHECK(std::holds_alternative<Paused>(room.sitting().phase));
    room.having(ResumeSitting{candidate_id(0)});

    CHECK(room.sitting().deadline == before + 5min);
}

TEST_CASE("Resuming the room does not thaw a reported question") {
    auto room = a_running_sitting(2);
    room.reported(0).having(PauseRoom{}).having(ResumeRoom{});

    CHECK(is_paused_by(room.sitting(0), PauseCause::Report));
    CHECK(std::holds_alternative<Running>(room.sitting(1).phase));
}

TEST_CASE("Each resume removes its own cause and no other") {
    auto room = a_running_sitting();
    room.having(PauseRoom{});

    CHECK(room.refusal_of(ResumeSitting{candidate_id(0)}) == Refusal::NotPaused);
    room.having(ResumeRoom{});
    CHECK(room.refusal_of(ResumeRoom{}) == Refusal::RoomNotPaused);
}

TEST_CASE("A sitting or a room is not paused twice by the same cause") {
    auto room = a_running_sitting();
    room.paused().having(PauseRoom{});

    CHECK(room.refusal_of(PauseSitting{.candidate = candidate_id(0), .note = {}}) ==
          Refusal::AlreadyPaused);
    CHECK(room.refusal_of(PauseRoom{}) == Refusal::AlreadyPaused);
}

TEST_CASE("Nobody starts in a paused room") {
    auto room = an_authorised_session();
    room.having(PauseRoom{});

    CHECK(room.refusal_of(StartSitting{.candidate = candidate_id(0), .seed = {1}}) ==
          Refusal::RoomPaused);
}

TEST_CASE("A sitting that ended is not paused with the room nor resumed with it") {
    auto room = a_running_sitting(2);
    room.having(HandIn{candidate_id(0)}).having(PauseRoom{});
    CHECK(support::all_of<PauseBegan>(room.events()).size() == 1);

    room.having(ResumeRoom{});

    CHECK(the<PauseEnded>(room.events()).candidate == candidate_id(1));
}

// The clock of the session itself.

TEST_CASE("A command older than the journal is refused") {
    auto room = a_running_sitting();
    room.after(1min).having(Tick{}).at({});

    CHECK(room.refusal_of(Tick{}) == Refusal::ClockWentBack);
}

TEST_CASE("A restart is recorded and costs nobody anything") {
    auto room = a_running_sitting();
    room.after(5min).having(Tick{});
    const auto left = time_left(room.sitting(), room.now());

    room.having(RestartCentre{.wall_gap = 3h});

    CHECK(the<CentreRestarted>(room.events()).wall_gap == 3h);
    CHECK(time_left(room.sitting(), room.now()) == left);
}

}  // namespace
}  // namespace probant::engine
