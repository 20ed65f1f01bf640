// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/wear.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/journal/recorded_session.h"
#include "tests/support/builders.h"
#include "tests/support/small_bank.h"

namespace probant::support {
namespace {

using namespace probant::engine;

constexpr std::uint32_t kWindow = 2000;
constexpr std::uint32_t kCap = kWindow / 2;

Content capped(Content content, std::optional<std::uint32_t> level_cap_ppm = {}) {
    content.rules.exposure = UseRules{.caps = {.cap_ppm = kMillionth / 2,
                                               .level_cap_ppm = level_cap_ppm,
                                               .window = kWindow,
                                               .level_window = 400},
                                      .prices = std::nullopt};
    return content;
}

/// Every third item was given as often as it may be.
ItemCounts thirds_at_the_cap(const Content& content) {
    ItemCounts counts(content.pool.size(), 0);
    for (std::size_t item = 0; item < counts.size(); item += 3)
        counts[item] = kCap;
    return counts;
}

PastUse past_of(ItemCounts counts) {
    return {.sittings = kWindow - 1, .within = {std::move(counts)}, .levels = {}};
}

TestRoom opened_with(const Content& content, PastUse past, std::size_t candidates = 1) {
    TestRoom room(content);
    room.created(candidates)
        .having(OpenSession{.session_key = "cle", .endorsement = "aval", .past = std::move(past)});
    for (std::size_t place = 0; place < candidates; ++place)
        room.present(place).signed_in(place).authorised(place).started(place);
    return room;
}

std::vector<std::uint32_t> drawn_in(const TestRoom& room, std::size_t place = 0) {
    std::vector<std::uint32_t> items;
    for (const auto& draw : room.sitting(place).draws)
        items.push_back(draw.item.value);
    return items;
}

bool replays(const TestRoom& room, const Content& content) {
    RecordedSession again;
    return std::ranges::all_of(room.journal(), [&](const std::string& bytes) {
        return static_cast<bool>(replay_entry(again, bytes, content));
    });
}

}  // namespace

TEST_CASE("What the sittings before were given up to the cap is not given again") {
    const auto content = capped(make_small_content({}));
    auto room = opened_with(content, past_of(thirds_at_the_cap(content)), 3);
    for (std::size_t place = 0; place < 3; ++place) {
        room.answered(32, place);
        for (const auto item : drawn_in(room, place))
            CHECK(item % 3 != 0);
    }
    CHECK(room.room().caps_exceeded == 0);
    CHECK(replays(room, content));
}

TEST_CASE("An item short of its cap by one is given once more, then only for want of another") {
    const auto content = capped(make_small_content(kTinyShape));
    ItemCounts counts(content.pool.size(), 0);
    counts.front() = kCap - 1;
    auto room = opened_with(content, past_of(counts), 3);
    // Not neighbours: what they share is no matter of the room.
    room.answered(32, 0).answered(32, 2);
    const auto given = room.room().given.front();
    REQUIRE(given >= 2);
    CHECK(room.room().caps_exceeded == given - 1);
}

TEST_CASE("Nobody is left without a question: the draw says that a cap was passed") {
    const auto content = capped(make_small_content(kTinyShape));
    auto room = opened_with(content, past_of(ItemCounts(content.pool.size(), kCap)));
    room.answered(32);
    CHECK(drawn_in(room).size() == 32);
    CHECK(room.room().caps_exceeded == 32);
    CHECK(replays(room, content));
}

TEST_CASE("When all that may be given is worn the item given least often comes") {
    const auto content = capped(make_small_content({}));
    ItemCounts counts(content.pool.size(), kCap + 2);
    counts[40] = kCap;
    auto room = opened_with(content, past_of(counts));
    CHECK(drawn_in(room).front() == 40);
}

TEST_CASE("An item that was given to all of a level is not given to whoever may end in it") {
    const auto content = capped(make_small_content({}), 600'000);
    PastUse past{.sittings = 0, .within = {}, .levels = {}};
    past.levels.assign(kLevels, {.sittings = 100, .counts = ItemCounts(content.pool.size(), 0)});
    for (std::size_t item = 0; item < content.pool.size(); item += 3)
        past.levels.at(2).counts[item] = 100;
    auto room = opened_with(content, past);
    // The first estimate may still end anywhere.
    CHECK(drawn_in(room).front() % 3 != 0);
    room.answered(6);
    CHECK(room.room().caps_exceeded == 0);
    CHECK(replays(room, content));
}

TEST_CASE("A past of another bank, or where nothing is capped, opens no session") {
    const auto content = capped(make_small_content({}));
    TestRoom room(content);
    room.created(1);
    const OpenSession other{
        .session_key = "cle", .endorsement = "aval", .past = past_of(ItemCounts(3, 0))};
    CHECK(room.refusal_of(other) == Refusal::PastDoesNotFit);

    const auto free = make_small_content({});
    TestRoom uncapped(free);
    uncapped.created(1);
    const OpenSession fitting{.session_key = "cle",
                              .endorsement = "aval",
                              .past = past_of(ItemCounts(free.pool.size(), 0))};
    CHECK(uncapped.refusal_of(fitting) == Refusal::PastDoesNotFit);
}

TEST_CASE("What is often given costs more, and what is not costs less than at first") {
    auto content = capped(make_small_content({}));
    content.use_prices.by_item.assign(content.pool.size(), 0.001F);
    ItemCounts counts(content.pool.size(), 0);
    counts[5] = kCap - 1;
    const auto room = opened_with(content, past_of(counts));
    const auto wear = wear_of(room.room(), room.candidate(), {}, content);
    CHECK(wear.prices[5] > 0.001F);
    CHECK(wear.prices[7] == 0);
}

}  // namespace probant::support
