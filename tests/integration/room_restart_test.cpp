// What a room loop makes of the sessions that earlier runs left: closed ones, another package's,
// broken ones.
//
// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "center/app/closed_picture.h"
#include "center/storage/session_store.h"
#include "crypto/random.h"
#include "server/sql/database.h"
#include "tests/support/builders.h"
#include "tests/support/loop_room.h"
#include "tests/support/small_bank.h"

namespace {

using namespace probant;
using namespace std::chrono_literals;
using center::RoomLoop;
using support::fresh_id;
using support::LoopRoom;

struct Ground : support::LoopGround {
    /// The centre of the day after, where another package is installed.
    [[nodiscard]] center::RoomLoopParts parts_with_another_package() const {
        auto other = parts();
        other.content = {std::shared_ptr<const engine::Content>(), &support::tiny_content()};
        return other;
    }

    void change(std::uint32_t number, const std::string& sql) const {
        server::sql::Database database(session(number) / "session.db",
                                       server::sql::Opening::Existing);
        database.execute("DROP TRIGGER IF EXISTS entries_are_never_changed");
        database.execute(sql);
    }

    void break_journal(std::uint32_t number) const {
        change(number,
               R"(UPDATE entries SET bytes = replace(bytes, '"at":', '"at":1') WHERE n = 3)");
    }
};

/// An order that was told as done while the session was open.
struct Asked {
    engine::Command command{};
    engine::CommandId id{};
    std::uint64_t n{};
};

Asked ask(const LoopRoom& room, const engine::Command& command) {
    Asked asked{.command = command, .id = fresh_id()};
    asked.n = std::get<center::Done>(room.ask(command, asked.id).end).n;
    return asked;
}

/// One candidate handed in after an answer, the other had not finished when the session closed.
struct ClosedRoom {
    std::vector<Asked> asked{};
    std::string picture{};
};

std::string picture_of(const LoopRoom& room) {
    const auto view = room.view();
    return write_picture(picture_of(*view, view->clock.base));
}

ClosedRoom leave_a_closed_room(const Ground& ground, std::uint32_t number = 1) {
    ClosedRoom left;
    {
        RoomLoop loop(ground.parts());
        loop.start();
        const LoopRoom two(loop, number, 2);
        two.start_everybody();
        left.asked.push_back(ask(two, *two.next_answer(0)));
        left.asked.push_back(ask(two, engine::HandIn{support::candidate_id(0)}));
        left.asked.push_back(ask(two, *two.next_answer(1)));
        left.asked.push_back(ask(
            two,
            engine::CloseSession{
                .unfinished = {{support::candidate_id(0), engine::UnfinishedReason::GivenUp},
                               {support::candidate_id(1), engine::UnfinishedReason::Technical}}}));
    }
    // As any centre that starts again sees it: exam time stands at the last entry.
    RoomLoop loop(ground.parts());
    left.picture = picture_of(LoopRoom(loop, number, 2));
    return left;
}

/// What the loop says at first of the training that this candidate sat.
std::optional<engine::TrainingResult> training_told(const center::RoomLoopParts& parts) {
    RoomLoop loop(parts);
    const LoopRoom room(loop, 1, 1);
    return room.candidate(*room.view(), 0).training;
}

/// A training handed in, in a session that closed.
center::RoomLoopParts leave_a_closed_training(const Ground& ground) {
    auto parts = ground.parts();
    parts.content = {std::shared_ptr<const engine::Content>(), &support::training_content()};
    RoomLoop loop(parts);
    loop.start();
    const LoopRoom one(loop, 1, 1, parts.content);
    one.start_everybody();
    while (one.next_answer(0))
        REQUIRE(support::is_done(one.answer(0)));
    ask(one, engine::HandIn{support::candidate_id(0)});
    ask(one, engine::CloseSession{});
    return parts;
}

void leave_an_open_room(const Ground& ground, std::uint32_t number) {
    RoomLoop loop(ground.parts());
    loop.start();
    LoopRoom(loop, number, 1).start_everybody();
}

std::string why_it_does_not_start(const center::RoomLoopParts& parts) {
    try {
        const RoomLoop loop(parts);
    } catch (const center::BrokenSession& broken) {
        CHECK(broken.because().fr != broken.because().en);
        return broken.because().fr;
    }
    return {};
}

}  // namespace

TEST_CASE("A closed session of another package stops no centre, and looks as it did") {
    const Ground ground;
    const auto left = leave_a_closed_room(ground);

    RoomLoop loop(ground.parts_with_another_package());
    const LoopRoom room(loop, 1, 2);

    const auto view = room.view();
    REQUIRE(view != nullptr);
    CHECK(view->phase == engine::SessionPhase::Closed);
    CHECK(view->candidates.size() == 2);
    CHECK(room.candidate(*view, 0).held == 1);
    CHECK(room.candidate(*view, 0).ended_by == engine::EndedBy::Candidate);
    CHECK(room.candidate(*view, 1).ended_by == engine::EndedBy::Closing);
    CHECK(room.candidate(*view, 1).result.has_value());
    CHECK(picture_of(room) == left.picture);
}

TEST_CASE("A closed session looks the same by its picture and by its replay") {
    const Ground ground;
    const auto left = leave_a_closed_room(ground);
    const auto by_picture = left.picture;
    ground.change(1, "DELETE FROM facts WHERE name = 'closedPicture'");

    std::string by_replay;
    {
        RoomLoop loop(ground.parts());
        by_replay = picture_of(LoopRoom(loop, 1, 2));
    }

    CHECK(by_replay == by_picture);
    // The centre that replayed it has left a picture for the next one.
    auto store = center::SessionStore::open_read_only(ground.session(1));
    CHECK(store.fact(center::kClosedPictureFact) == by_picture);
}

TEST_CASE("A closed training tells its result after a restart, whatever package is installed") {
    const Ground ground;
    const auto parts = leave_a_closed_training(ground);

    const auto by_picture = training_told(ground.parts_with_another_package());

    ground.change(1, "DELETE FROM facts WHERE name = 'closedPicture'");
    REQUIRE(by_picture.has_value());
    CHECK(by_picture->answers >= 4);
    CHECK(by_picture == training_told(parts));
}

TEST_CASE("A picture that names a seventeenth competence is none") {
    const Ground ground;
    const auto parts = leave_a_closed_training(ground);
    const auto told = training_told(parts);
    ground.change(1,
                  R"(UPDATE facts SET value = replace(value, '"index":0', '"index":16')
                     WHERE name = 'closedPicture')");

    CHECK(training_told(parts) == told);
}

TEST_CASE("A picture that does not read, or is of fewer entries, is none") {
    const Ground ground;
    const auto left = leave_a_closed_room(ground);
    const auto change = GENERATE(as<std::string>{},
                                 "'{'",
                                 "replace(value, '\"held\":1', '\"held\":\"1\"')",
                                 "replace(value, '\"entries\":', '\"entries\":1')");
    ground.change(1, "UPDATE facts SET value = " + change + " WHERE name = 'closedPicture'");

    RoomLoop loop(ground.parts());

    CHECK(picture_of(LoopRoom(loop, 1, 2)) == left.picture);
}

TEST_CASE("What was asked of a session before it closed is answered the same after a restart") {
    const Ground ground;
    const auto left = leave_a_closed_room(ground);
    RoomLoop loop(ground.parts());
    loop.start();
    const LoopRoom room(loop, 1, 2);

    for (const auto& one : left.asked) {
        const auto again = room.ask(one.command, one.id);
        REQUIRE(support::is_done(again));
        CHECK(std::get<center::Done>(again.end).before);
        CHECK(std::get<center::Done>(again.end).n == one.n);
    }
}

TEST_CASE("A closed session refuses what is new after a restart, in the words it had before") {
    const Ground ground;
    const auto left = leave_a_closed_room(ground);
    RoomLoop loop(ground.parts());
    loop.start();
    const LoopRoom room(loop, 1, 2);
    const auto refusal = [&](const engine::Command& command, engine::CommandId id) {
        return std::get<engine::Refusal>(room.ask(command, id).end);
    };
    const auto who = support::candidate_id(0);

    CHECK(refusal(engine::CallForHelp{who}, fresh_id()) == engine::Refusal::SessionIsClosed);
    CHECK(refusal(engine::OpenSession{}, fresh_id()) == engine::Refusal::SessionIsClosed);
    CHECK(refusal(engine::CloseSession{}, fresh_id()) == engine::Refusal::SessionIsClosed);
    CHECK(refusal(engine::TakeAlert{{1}}, fresh_id()) == engine::Refusal::SessionIsClosed);
    CHECK(refusal(engine::CallForHelp{who}, left.asked.front().id) == engine::Refusal::IdReused);
}

TEST_CASE("Who signs in to seal a session closed in an earlier run is still signed in after") {
    const Ground ground;
    leave_a_closed_room(ground);
    const center::SignInRow row{.token = crypto::sha256(std::string_view("a token")),
                                .role = engine::Role::Invigilator,
                                .who = crypto::random_uuid_v4(),
                                .made_ms = 1};

    {
        RoomLoop loop(ground.parts());
        loop.start();
        REQUIRE(loop.add_sign_in(support::session_id(1), row));
        CHECK(loop.view()->find(support::session_id(1))->candidates.size() == 2);
    }

    auto store = center::SessionStore::open_read_only(ground.session(1));
    REQUIRE(store.sign_ins().size() == 1);
}

TEST_CASE("An open session of another package is named, with its package and what to do") {
    const Ground ground;
    leave_an_open_room(ground, 1);

    const auto why = why_it_does_not_start(ground.parts_with_another_package());

    CHECK_THAT(why, Catch::Contains("100001"));
    CHECK_THAT(why, Catch::Contains(support::small_content().bank_digest.hex().substr(0, 12)));
    CHECK_THAT(why, Catch::Contains(support::tiny_content().bank_digest.hex().substr(0, 12)));
    CHECK_THAT(why, Catch::Contains("Remettez l’ancien paquet"));
}

TEST_CASE("A draft session of another package is named before anybody opens it") {
    const Ground ground;
    {
        RoomLoop loop(ground.parts());
        loop.start();
        REQUIRE(support::is_done(LoopRoom(loop, 1, 1).try_create()));
    }

    CHECK_THAT(why_it_does_not_start(ground.parts_with_another_package()),
               Catch::Contains("100001"));
}

TEST_CASE("A closed session of another package that left no picture stops no centre either") {
    const Ground ground;
    leave_a_closed_room(ground);
    ground.change(1, "DELETE FROM facts WHERE name = 'closedPicture'");

    const RoomLoop loop(ground.parts_with_another_package());

    CHECK(loop.view()->sessions.empty());
    CHECK(std::filesystem::exists(ground.session(1) / "session.db"));
}

TEST_CASE("Of several broken sessions the same one is named at every start") {
    const Ground ground;
    for (std::uint32_t number = 1; number <= 6; ++number)
        leave_an_open_room(ground, number);
    for (std::uint32_t number = 3; number <= 6; ++number)
        ground.break_journal(number);

    for (int start = 0; start < 5; ++start)
        CHECK_THAT(why_it_does_not_start(ground.parts()), Catch::Contains("100003"));
}

TEST_CASE("Sessions that are replayed side by side are all there, each with its own") {
    const Ground ground;
    for (std::uint32_t number = 1; number <= 6; ++number)
        leave_an_open_room(ground, number);

    RoomLoop loop(ground.parts());
    loop.start();

    CHECK(loop.view()->sessions.size() == 6);
    for (std::uint32_t number = 1; number <= 6; ++number)
        CHECK(support::is_done(LoopRoom(loop, number, 1).answer(0)));
}
