// The room loop on real files: batches, repeats, restarts, time.
//
// SPDX-License-Identifier: EUPL-1.2
#include <condition_variable>
#include <mutex>

#include <catch2/catch.hpp>

#include "center/storage/session_schema.h"
#include "center/storage/session_store.h"
#include "server/sql/database.h"
#include "server/sql/migrations.h"
#include "tests/support/builders.h"
#include "tests/support/journal_search.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;
using namespace std::chrono_literals;
using center::RoomLoop;
using support::LoopRoom;

using Ground = support::LoopGround;
using support::fresh_id;

/// A session of so many candidates, all at their first question, whose loop has gone.
void leave_a_running_room(const Ground& ground, std::size_t candidates) {
    RoomLoop loop(ground.parts());
    loop.start();
    LoopRoom(loop, 1, candidates).start_everybody();
}

std::int64_t left_ms(const LoopRoom& room, const support::MovedClock& clock) {
    const auto view = room.view();
    return center::time_left(room.candidate(*view, 0), view->clock.at(clock.boot_ms())).count();
}

/// Answers that arrive on the loop's thread.
class Answers {
public:
    center::Answer box() {
        return [this](const center::Answered& answered) {
            const std::lock_guard lock(mutex_);
            come_.push_back(answered);
            changed_.notify_all();
        };
    }

    std::vector<center::Answered> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 20s, [&] { return come_.size() >= count; });
        return come_;
    }

private:
    std::mutex mutex_;  // guards come_
    std::condition_variable changed_;
    std::vector<center::Answered> come_;
};

}  // namespace

TEST_CASE("What was acknowledged is there when the loop has gone and another has come") {
    const Ground ground;
    leave_a_running_room(ground, 3);
    std::uint64_t version = 0;
    {
        RoomLoop loop(ground.parts());
        loop.start();
        const LoopRoom room(loop, 1, 3);
        for (std::size_t place = 0; place < 3; ++place)
            REQUIRE(support::is_done(room.answer(place)));
        version = room.view()->version;
    }

    RoomLoop loop(ground.parts());
    const LoopRoom room(loop, 1, 3);

    const auto view = room.view();
    CHECK(view->version == version + 1);  // the restart is recorded
    for (std::size_t place = 0; place < 3; ++place)
        CHECK(room.candidate(*view, place).held == 1);
}

TEST_CASE("Orders that wait together become durable together") {
    constexpr std::size_t kStations = 16;
    const Ground ground;
    leave_a_running_room(ground, kStations);
    std::mutex mutex;  // guards batches
    std::vector<std::size_t> batches;
    auto parts = ground.parts();
    parts.watcher = [&](const center::Published& news) {
        const std::lock_guard lock(mutex);
        if (!news.changed.empty()) batches.push_back(news.changed.size());
    };
    RoomLoop loop(parts);
    const LoopRoom room(loop, 1, kStations);
    Answers answers;
    for (std::size_t place = 0; place < kStations; ++place) {
        auto order = room.submission(*room.next_answer(place), fresh_id());
        order.answer = answers.box();
        const bool taken = loop.submit(std::move(order));
        REQUIRE(taken);
    }

    loop.start();

    const auto come = answers.wait_for(kStations);
    REQUIRE(come.size() == kStations);
    for (const auto& answered : come)
        CHECK(support::is_done(answered));
    const std::lock_guard lock(mutex);
    CHECK(batches == std::vector<std::size_t>{kStations});
}

TEST_CASE("Who called for help is told when somebody comes, and when it is settled") {
    const Ground ground;
    leave_a_running_room(ground, 2);
    std::mutex mutex;  // guards told
    std::vector<engine::CandidateId> told;
    auto parts = ground.parts();
    parts.watcher = [&](const center::Published& news) {
        const std::lock_guard lock(mutex);
        told.insert(told.end(), news.changed.begin(), news.changed.end());
    };
    RoomLoop loop(parts);
    loop.start();
    const LoopRoom room(loop, 1, 2);
    const auto who = room.candidate(*room.view(), 1).id;

    REQUIRE(support::is_done(room.ask(engine::CallForHelp{.candidate = who})));
    REQUIRE(support::is_done(room.ask(engine::TakeAlert{.alert = {1}})));
    REQUIRE(support::is_done(room.ask(engine::ResolveAlert{.alert = {1}, .note = {}})));

    const std::lock_guard lock(mutex);
    CHECK(told == std::vector<engine::CandidateId>{who, who, who});
}

TEST_CASE("A resend and an end in one batch are each judged on what the one before left") {
    const Ground ground;
    leave_a_running_room(ground, 1);
    RoomLoop loop(ground.parts());
    const LoopRoom room(loop, 1, 1);
    const auto answer = *room.next_answer(0);
    const auto id = fresh_id();
    Answers answers;
    const auto put = [&](const engine::Command& command, engine::CommandId under) {
        auto order = room.submission(command, under);
        order.answer = answers.box();
        const bool taken = loop.submit(std::move(order));
        REQUIRE(taken);
    };
    const engine::EndSitting end{
        .candidate = answer.candidate, .reason = engine::UnfinishedReason::Technical, .note = {}};

    put(answer, id);
    put(answer, id);
    put(end, fresh_id());
    put(answer, fresh_id());
    put(answer, id);
    loop.start();

    const auto come = answers.wait_for(5);
    REQUIRE(come.size() == 5);
    CHECK_FALSE(std::get<center::Done>(come[0].end).before);
    CHECK(std::get<center::Done>(come[1].end).before);
    CHECK(support::is_done(come[2]));
    CHECK(std::get<engine::Refusal>(come[3].end) == engine::Refusal::SittingEnded);
    CHECK(std::get<center::Done>(come[4].end).before);
}

TEST_CASE("The same id with the same bytes is answered again, across a restart too") {
    const Ground ground;
    leave_a_running_room(ground, 1);
    const auto id = fresh_id();
    std::optional<engine::SaveAnswer> answer;
    std::uint64_t entry = 0;
    {
        RoomLoop loop(ground.parts());
        loop.start();
        const LoopRoom room(loop, 1, 1);
        answer = room.next_answer(0);
        entry = std::get<center::Done>(room.ask(*answer, id).end).n;
    }

    RoomLoop loop(ground.parts());
    loop.start();
    const LoopRoom room(loop, 1, 1);
    const auto again = room.ask(*answer, id);

    const auto done = std::get<center::Done>(again.end);
    CHECK(done.before);
    CHECK(done.n == entry);
    CHECK(room.candidate(*room.view(), 0).held == 1);
}

TEST_CASE("The same id with other bytes is refused") {
    const Ground ground;
    leave_a_running_room(ground, 1);
    RoomLoop loop(ground.parts());
    loop.start();
    const LoopRoom room(loop, 1, 1);
    const auto id = fresh_id();
    auto answer = *room.next_answer(0);
    REQUIRE(support::is_done(room.ask(answer, id)));

    answer.response = engine::Passed{};
    const auto other = room.ask(answer, id);

    CHECK(std::get<engine::Refusal>(other.end) == engine::Refusal::IdReused);
}

TEST_CASE("The hour that the centre was down is charged to nobody") {
    Ground ground;
    leave_a_running_room(ground, 1);
    std::int64_t left = 0;
    {
        RoomLoop loop(ground.parts());
        loop.start();
        const LoopRoom room(loop, 1, 1);
        ground.clock.pass(10min);
        REQUIRE(support::is_done(room.answer(0)));
        left = left_ms(room, ground.clock);
    }

    ground.clock.pass(1h);
    RoomLoop loop(ground.parts());
    const LoopRoom room(loop, 1, 1);

    CHECK(left_ms(room, ground.clock) == left);
}

TEST_CASE("A machine that starts again, with its boot clock at zero, charges nobody either") {
    Ground ground;
    leave_a_running_room(ground, 1);
    std::int64_t left = 0;
    {
        RoomLoop loop(ground.parts());
        loop.start();
        const LoopRoom room(loop, 1, 1);
        REQUIRE(support::is_done(room.answer(0)));
        left = left_ms(room, ground.clock);
    }

    ground.clock.reboot();
    RoomLoop loop(ground.parts());
    loop.start();
    const LoopRoom room(loop, 1, 1);

    CHECK(left_ms(room, ground.clock) == left);
    CHECK(support::is_done(room.answer(0)));
}

TEST_CASE("Setting the wall clock moves no deadline") {
    Ground ground;
    leave_a_running_room(ground, 1);
    RoomLoop loop(ground.parts());
    loop.start();
    const LoopRoom room(loop, 1, 1);
    const auto left = left_ms(room, ground.clock);

    ground.clock.set_wall(ground.clock.wall_ms() - 86'400'000);
    REQUIRE(support::is_done(room.answer(0)));

    CHECK(left_ms(room, ground.clock) == left);
}

TEST_CASE(
    "A sitting whose time is over has ended before a late answer is judged, which is not held") {
    Ground ground;
    leave_a_running_room(ground, 1);
    RoomLoop loop(ground.parts());
    loop.start();
    const LoopRoom room(loop, 1, 1);
    const auto late = *room.next_answer(0);

    ground.clock.pass(106min);
    static_cast<void>(room.ask(late));

    const auto view = room.view();
    CHECK(room.candidate(*view, 0).ended_by == engine::EndedBy::Time);
    CHECK(room.candidate(*view, 0).held == 0);
}

TEST_CASE("An answer counts until five seconds after the deadline, those five included") {
    Ground ground;
    leave_a_running_room(ground, 2);
    RoomLoop loop(ground.parts());
    loop.start();
    const LoopRoom room(loop, 1, 2);
    const auto seen = room.view();
    const auto last = room.candidate(*seen, 0).deadline + engine::Duration{5s};
    const auto second = room.candidate(*seen, 1).deadline - room.candidate(*seen, 0).deadline;
    const auto in_time = *room.next_answer(0);
    const auto late = *room.next_answer(1);

    ground.clock.pass(last - seen->clock.at(ground.clock.boot_ms()));
    REQUIRE(support::is_done(room.ask(in_time)));
    const auto on_the_last_instant = room.view();
    ground.clock.pass(second + 1ms);
    static_cast<void>(room.ask(late));

    CHECK(room.candidate(*on_the_last_instant, 0).held == 1);
    CHECK(room.candidate(*on_the_last_instant, 0).phase == center::CandidatePhaseSeen::Running);
    const auto after = room.view();
    CHECK(room.candidate(*after, 0).ended_by == engine::EndedBy::Time);
    CHECK(room.candidate(*after, 0).clock_stopped_at == last);
    CHECK(room.candidate(*after, 0).held == 1);
    CHECK(room.candidate(*after, 1).ended_by == engine::EndedBy::Time);
    CHECK(room.candidate(*after, 1).held == 0);
}

TEST_CASE("A queue that is full says so at once") {
    const Ground ground;
    leave_a_running_room(ground, 1);
    RoomLoop loop(ground.parts());
    const LoopRoom room(loop, 1, 1);
    const engine::CallForHelp call{support::candidate_id(0)};
    for (std::size_t place = 0; place < center::kRoomQueueMax; ++place)
        REQUIRE(loop.submit(room.submission(call, fresh_id())));

    CHECK_FALSE(loop.submit(room.submission(call, fresh_id())));
    CHECK(support::is_unknown(room.ask(call)));
}

TEST_CASE("A session that is not here is not a failure of the disk") {
    const Ground ground;
    RoomLoop loop(ground.parts());
    loop.start();
    const LoopRoom room(loop, 9, 1);

    const auto answered = room.ask(engine::ResumeRoom{});

    CHECK(std::holds_alternative<center::NoSession>(answered.end));
}

TEST_CASE("A journal of which one character was changed is not opened") {
    const Ground ground;
    leave_a_running_room(ground, 2);
    const auto file = ground.session(1) / "session.db";
    const auto changed = GENERATE(range(0, 10));
    {
        server::sql::Database database(file, server::sql::Opening::Existing);
        database.execute("DROP TRIGGER entries_are_never_changed");
        database.execute(
            "UPDATE entries SET bytes = substr(bytes, 1, 40) || "
            "CASE substr(bytes, 41, 1) WHEN '0' THEN '1' ELSE '0' END || "
            "substr(bytes, 42) WHERE n = " +
            std::to_string(changed));
    }

    CHECK_THROWS_AS(RoomLoop(ground.parts()), center::BrokenSession);
}

TEST_CASE("A journal from which an entry was taken away is not opened") {
    const Ground ground;
    leave_a_running_room(ground, 2);
    const auto file = ground.session(1) / "session.db";
    {
        server::sql::Database database(file, server::sql::Opening::Existing);
        database.execute("DROP TRIGGER entries_are_never_deleted");
        database.execute("DELETE FROM entries WHERE n = 4");
    }

    CHECK_THROWS_AS(RoomLoop(ground.parts()), center::BrokenSession);
}

TEST_CASE(
    "A session whose making was cut short stops no centre from starting, and can be made again") {
    const Ground ground;
    std::filesystem::create_directories(ground.session(1));
    {
        server::sql::Database database(ground.session(1) / "session.db");
        server::sql::migrate(database, center::kSessionMigrations);
    }

    RoomLoop loop(ground.parts());
    loop.start();
    const LoopRoom room(loop, 1, 1);

    REQUIRE(room.view() == nullptr);
    CHECK(support::is_done(room.try_create()));
}
