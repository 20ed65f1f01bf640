// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/room_use.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/packet/golden.h"

namespace probant::engine {
namespace {

const Content& a_content() {
    static const Content content = golden_content();
    return content;
}

Candidate seated(std::uint32_t seat, const std::vector<std::uint32_t>& items) {
    Sitting sitting;
    for (const std::uint32_t item : items)
        sitting.test.given.push_back({.item = {item}, .outcome = ItemOutcome::Wrong});
    Candidate candidate;
    candidate.seat = SeatNumber{seat};
    candidate.phase = sitting;
    return candidate;
}

Room room_of(std::vector<Candidate> candidates) {
    Room room;
    room.candidates = std::move(candidates);
    room.given.resize(a_content().pool.size(), 0);
    return room;
}

/// Items first … first + count - 1.
std::vector<std::uint32_t> items(std::uint32_t first, std::uint32_t count) {
    std::vector<std::uint32_t> all(count);
    for (std::uint32_t n = 0; n < count; ++n)
        all[n] = first + n;
    return all;
}

}  // namespace

TEST_CASE("An item goes to four of ten, and to three of a room however small") {
    for (const auto& [enrolled, most] :
         {std::pair{10U, 4U}, std::pair{25U, 10U}, std::pair{3U, 3U}}) {
        std::vector<Candidate> candidates;
        for (std::uint32_t n = 0; n < enrolled; ++n)
            candidates.push_back(seated(10 * n, {}));
        auto room = room_of(candidates);
        room.given[7] = most;
        room.given[8] = most - 1;
        const auto worn = worn_items(room, room.candidates.front(), a_content());
        INFO(enrolled << " enrolled");
        REQUIRE_FALSE(worn.empty());
        CHECK(worn[7] == 1);
        CHECK(worn[8] == 0);
    }
}

TEST_CASE("Neighbours who share ten items are given no other of each other's") {
    auto room =
        room_of({seated(4, items(0, 12)), seated(5, items(2, 20)), seated(9, items(0, 20))});
    const auto worn = worn_items(room, room.candidates.front(), a_content());
    REQUIRE_FALSE(worn.empty());
    CHECK(worn[21] == 1);
    CHECK(std::count(worn.begin(), worn.end(), 1) == 20);
}

TEST_CASE("Neighbours who share nine may share a tenth, and people apart what they like") {
    auto room =
        room_of({seated(4, items(0, 11)), seated(5, items(2, 20)), seated(6, items(0, 20))});
    CHECK(worn_items(room, room.candidates.front(), a_content()).empty());
}

TEST_CASE("Before anybody is given anything no item is worn") {
    Room room;
    room.candidates = {seated(1, {}), seated(2, {})};
    CHECK(worn_items(room, room.candidates.front(), a_content()).empty());
}

}  // namespace probant::engine
