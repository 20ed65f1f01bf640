// What a session is told, when it opens, of what its centre gave before: by sessions that are open,
// closed, or were closed in an earlier run.
//
// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "center/storage/session_store.h"
#include "engine/journal/entry.h"
#include "engine/usecases/room_use.h"
#include "tests/support/builders.h"
#include "tests/support/loop_room.h"
#include "tests/support/small_bank.h"

namespace {

using namespace probant;
using center::RoomLoop;
using engine::ItemCounts;
using support::LoopRoom;

struct CappedGround : support::LoopGround {
    [[nodiscard]] center::RoomLoopParts capped_parts() const {
        static const auto content = [] {
            auto capped = support::make_small_content({});
            capped.rules.exposure =
                engine::UseRules{.caps = {.cap_ppm = 500'000}, .prices = std::nullopt};
            return std::make_shared<const engine::Content>(std::move(capped));
        }();
        auto with_a_cap = parts();
        with_a_cap.content = content;
        return with_a_cap;
    }

    /// As the journal of the session holds it.
    [[nodiscard]] engine::PastUse past_of(std::uint32_t number) const {
        auto store = center::SessionStore::open_read_only(session(number));
        const auto entry = engine::read_entry(store.entry(1));
        REQUIRE(entry);
        const auto past = std::get<engine::OpenSession>(entry.value().order.command).past;
        REQUIRE(past.has_value());
        return *past;
    }
};

/// By item, what this room has drawn.
ItemCounts given_in(const LoopRoom& room) {
    ItemCounts counts(support::small_content().pool.size(), 0);
    for (const auto& candidate : room.view()->candidates) {
        for (const auto item : candidate->drawn)
            ++counts[item.value];
    }
    return counts;
}

void close(const LoopRoom& room) {
    engine::CloseSession closing;
    for (std::size_t place = 0; place < room.candidates(); ++place) {
        closing.unfinished.push_back(
            {support::candidate_id(place), engine::UnfinishedReason::Technical});
    }
    REQUIRE(support::is_done(room.ask(closing)));
}

ItemCounts sat_and_closed(RoomLoop& loop, std::uint32_t number) {
    const LoopRoom room(loop, number, 2);
    room.start_everybody();
    for (int time = 0; time < 3; ++time)
        static_cast<void>(room.answer(1));
    const auto given = given_in(room);
    close(room);
    return given;
}

}  // namespace

TEST_CASE("A session is told what the sessions closed before it gave") {
    const CappedGround ground;
    RoomLoop loop(ground.capped_parts());
    loop.start();
    const auto given = sat_and_closed(loop, 1);

    LoopRoom(loop, 2, 1).start_everybody();

    const auto past = ground.past_of(2);
    CHECK(past.sittings == 2);
    REQUIRE(past.within.size() == 1);
    CHECK(past.within.front() == given);
    CHECK(ground.past_of(1).sittings == 0);
}

TEST_CASE("A centre that starts again still knows what it gave, from its closed sessions") {
    const CappedGround ground;
    ItemCounts given;
    {
        RoomLoop loop(ground.capped_parts());
        loop.start();
        given = sat_and_closed(loop, 1);
    }
    RoomLoop loop(ground.capped_parts());
    loop.start();

    LoopRoom(loop, 2, 1).start_everybody();

    CHECK(ground.past_of(2).within.front() == given);
}

TEST_CASE("A session that opens beside another counts what that one may still give") {
    const CappedGround ground;
    RoomLoop loop(ground.capped_parts());
    loop.start();
    const LoopRoom first(loop, 1, 2);
    first.start_everybody();

    LoopRoom(loop, 2, 1).start_everybody();

    const auto past = ground.past_of(2);
    CHECK(past.sittings == 2);
    REQUIRE(past.within.size() == 1);
    const auto most = engine::most_of_room(2);
    for (const auto count : past.within.front())
        CHECK(count == most);
}

TEST_CASE("The order that opened a session, sent again, is known whatever others gave since") {
    const CappedGround ground;
    RoomLoop loop(ground.capped_parts());
    loop.start();
    const LoopRoom room(loop, 1, 1);
    REQUIRE(support::is_done(room.try_create()));
    const engine::OpenSession opening{.session_key = "key", .endorsement = "endorsement"};
    const auto id = support::fresh_id();
    const auto first = room.ask(opening, id);
    REQUIRE(support::is_done(first));

    LoopRoom(loop, 2, 1).start_everybody();

    const auto again = room.ask(opening, id);
    REQUIRE(support::is_done(again));
    CHECK(std::get<center::Done>(again.end).n == std::get<center::Done>(first.end).n);
}

TEST_CASE("Where the rules cap nothing a session is told nothing") {
    const CappedGround ground;
    RoomLoop loop(ground.parts());
    loop.start();
    LoopRoom(loop, 1, 1).start_everybody();
    auto store = center::SessionStore::open_read_only(ground.session(1));
    const auto entry = engine::read_entry(store.entry(1));
    REQUIRE(entry);
    CHECK_FALSE(std::get<engine::OpenSession>(entry.value().order.command).past.has_value());
}
