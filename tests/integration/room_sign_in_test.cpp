// Sign-ins beside a session's journal: kept across restarts, repeated only while they are current.
//
// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "center/storage/session_store.h"
#include "crypto/random.h"
#include "tests/support/builders.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;
using center::RoomLoop;
using support::LoopRoom;
using Ground = support::LoopGround;
using support::fresh_id;

/// As a station asks, with the cookie that its reply would carry.
center::Answered sign_in(RoomLoop& loop, const LoopRoom& room, engine::CommandId id) {
    auto submission = room.submission(engine::SignIn{support::candidate_id(0)}, id);
    const auto token = crypto::sha256(to_text(crypto::random_uuid_v4()));
    submission.sides = {
        center::SignInRow{.token = token,
                          .role = engine::Role::Candidate,
                          .who = support::candidate_id(0).uuid,
                          .made_ms = 1},
        center::EndOtherSignIns{.who = support::candidate_id(0).uuid, .but = token}};
    submission.sides_when_repeated = true;
    return loop.ask(std::move(submission));
}

bool is_code_used(const center::Answered& answered) {
    const auto* refusal = std::get_if<engine::Refusal>(&answered.end);
    return refusal != nullptr && *refusal == engine::Refusal::CodeUsed;
}

/// Created and opened, with one candidate who is present.
void open_for_one(const LoopRoom& room) {
    REQUIRE(support::is_done(room.try_create()));
    REQUIRE(support::is_done(
        room.ask(engine::OpenSession{.session_key = "cle", .endorsement = "aval"})));
    REQUIRE(support::is_done(room.ask(engine::ConfirmPresence{support::candidate_id(0)})));
}

}  // namespace

TEST_CASE("Who has signed in is still signed in after a restart") {
    const Ground ground;
    {
        RoomLoop loop(ground.parts());
        loop.start();
        LoopRoom(loop, 1, 1).start_everybody();
    }
    const auto token = crypto::sha256(std::string_view("a token"));
    const center::SignInRow row{.token = token,
                                .role = engine::Role::Invigilator,
                                .who = crypto::random_uuid_v4(),
                                .made_ms = 1};
    {
        RoomLoop loop(ground.parts());
        loop.start();
        REQUIRE(loop.add_sign_in(support::session_id(1), row));
    }

    auto store = center::SessionStore::open_read_only(ground.session(1));
    const auto rows = store.sign_ins();

    REQUIRE(rows.size() == 1);
    CHECK(rows.front().token == token);
    CHECK(rows.front().who == row.who);
}

TEST_CASE("A sign-in whose reply was lost is answered again under its id, after a restart too") {
    const Ground ground;
    const auto id = fresh_id();
    {
        RoomLoop loop(ground.parts());
        loop.start();
        const LoopRoom room(loop, 1, 1);
        open_for_one(room);
        REQUIRE(support::is_done(sign_in(loop, room, id)));

        CHECK(support::is_done(sign_in(loop, room, id)));
    }
    RoomLoop loop(ground.parts());
    loop.start();

    CHECK(support::is_done(sign_in(loop, LoopRoom(loop, 1, 1), id)));

    auto store = center::SessionStore::open_read_only(ground.session(1));
    CHECK(store.sign_ins().size() == 1);
}

TEST_CASE("A sign-in is no credential once its candidate has gone on, here or elsewhere") {
    const Ground ground;
    const auto first = fresh_id();
    const auto second = fresh_id();
    {
        RoomLoop loop(ground.parts());
        loop.start();
        const LoopRoom room(loop, 1, 1);
        open_for_one(room);
        REQUIRE(support::is_done(sign_in(loop, room, first)));
        REQUIRE(support::is_done(room.ask(engine::AuthoriseToResume{support::candidate_id(0)})));
        REQUIRE(support::is_done(sign_in(loop, room, second)));

        CHECK(is_code_used(sign_in(loop, room, first)));
        CHECK(support::is_done(sign_in(loop, room, second)));
        REQUIRE(support::is_done(room.ask(engine::CallForHelp{support::candidate_id(0)})));
        CHECK(is_code_used(sign_in(loop, room, second)));
    }
    auto before = center::SessionStore::open_read_only(ground.session(1)).sign_ins();
    RoomLoop loop(ground.parts());
    loop.start();

    for (const auto& id : {first, second})
        CHECK(is_code_used(sign_in(loop, LoopRoom(loop, 1, 1), id)));

    const auto after = center::SessionStore::open_read_only(ground.session(1)).sign_ins();
    REQUIRE(before.size() == 1);
    REQUIRE(after.size() == 1);
    CHECK(after.front().token == before.front().token);
}
