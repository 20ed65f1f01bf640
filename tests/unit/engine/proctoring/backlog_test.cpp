// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/backlog.h"

#include <catch2/catch.hpp>

#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::seconds;

// Ten seconds of an opening, one sample a second.
WaitingBatch ten_seconds(int number, std::uint32_t opening = 0, int since = 0) {
    WaitingBatch waiting{.since_start = seconds(since + 10 * number + 10),
                         .batch = {.opening = opening}};
    for (int second = 0; second < 10; ++second) {
        waiting.batch.observations.push_back({.at = seconds(10 * number + second),
                                              .sequence = static_cast<std::uint64_t>(second),
                                              .picture = {},
                                              .faces = {},
                                              .identity = {},
                                              .objects = {}});
    }
    return waiting;
}

std::size_t waiting(Backlog backlog) {
    std::size_t count = 0;
    for (; backlog.oldest_batch() != nullptr; ++count)
        backlog.batch_sent();
    return count;
}

}  // namespace

TEST_CASE("Ten minutes without the centre lose nothing") {
    Backlog backlog;
    for (int number = 0; number < 60; ++number)
        backlog.add(ten_seconds(number));

    CHECK(waiting(backlog) == 60);
    CHECK(backlog.losses().empty());
    CHECK(*backlog.oldest_batch() == ten_seconds(0));
}

TEST_CASE("Thirty minutes without the centre keep the last twenty and say what went") {
    Backlog backlog;
    for (int number = 0; number < 180; ++number)
        backlog.add(ten_seconds(number));

    CHECK(waiting(backlog) == 121);  // twenty minutes and the batch that ends them
    REQUIRE(backlog.losses().gaps.size() == 1);
    const auto gap = backlog.losses().gaps.front();
    CHECK(gap.from == seconds(0));
    CHECK(gap.to == seconds(589));
    CHECK(gap.samples == 590);
    CHECK(backlog.oldest_batch()->batch.observations.front().at == seconds(590));
}

TEST_CASE("What was lost of two openings of the camera is two gaps, told once") {
    Backlog backlog;
    for (int number = 0; number < 3; ++number)
        backlog.add(ten_seconds(number, 4));
    for (int number = 0; number < 3; ++number)
        backlog.add(ten_seconds(number, 5, 600));
    backlog.add(ten_seconds(0, 6, 3000));

    const auto losses = backlog.take_losses();
    REQUIRE(losses.gaps.size() == 2);
    CHECK(losses.gaps.front().opening == 4);
    CHECK(losses.gaps.back() == ObservationGap{.opening = 5, .to = seconds(29), .samples = 30});
    CHECK(backlog.losses().empty());
}

TEST_CASE("A camera that gives more than anyone asked is bounded by its number of batches") {
    Backlog backlog;
    for (std::size_t count = 0; count < kBacklogBatches + 5; ++count)
        backlog.add(ten_seconds(0));

    CHECK(waiting(backlog) == kBacklogBatches);
    CHECK(backlog.losses().gaps.front().samples == 50);
}

TEST_CASE("Of twenty-two stills the two oldest go, and their alerts are named") {
    Backlog backlog;
    for (std::uint32_t alert = 1; alert <= 22; ++alert)
        CHECK(backlog.add(WaitingStill{.alert = alert, .picture = Bytes(1000)}));

    CHECK(backlog.losses().stills == std::vector<std::uint32_t>{1, 2});
    CHECK(backlog.oldest_still()->alert == 3);
    backlog.still_sent();
    CHECK(backlog.oldest_still()->alert == 4);
}

TEST_CASE("A still of 100 kB is kept, a byte more is refused") {
    Backlog backlog;

    CHECK(!backlog.add(WaitingStill{.alert = 1, .picture = Bytes(kStillBytesMost + 1)}));
    CHECK(backlog.oldest_still() == nullptr);
    CHECK(backlog.add(WaitingStill{.alert = 1, .picture = Bytes(kStillBytesMost)}));
}

}  // namespace probant::engine
