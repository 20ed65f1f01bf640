// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/replay_watch.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;

/// What a station stores of one opening of its camera.
std::vector<Bytes> stored(const Film& film, std::uint32_t opening) {
    std::vector<Bytes> batches;
    BatchPacker packer(opening);
    for (const auto& observation : film.observations())
        if (const auto batch = packer.add(observation)) batches.push_back(bytes_of(*batch));
    if (const auto batch = packer.finish()) batches.push_back(bytes_of(*batch));
    return batches;
}

Film a_sitting() {
    return Film(120).nobody({20, 30}).somebody_else({50, 56}).covered({80, 85});
}

std::vector<ProctoringAlert> replayed(const std::vector<Bytes>& batches) {
    auto alerts = replay_watch({}, RuleSet::all(), batches);
    REQUIRE(alerts.has_value());
    return std::move(alerts).value();
}

}  // namespace

TEST_CASE("The bytes of a sitting raise again what its observations raised") {
    const auto film = a_sitting();

    const auto again = replayed(stored(film, 0));

    CHECK(again.size() >= 3);
    CHECK(again == film.alerts());
}

TEST_CASE("A camera that was opened again is watched with a baseline and a clock of its own") {
    auto batches = stored(a_sitting(), 3);
    const auto later = stored(a_sitting(), 5);
    batches.insert(batches.end(), later.begin(), later.end());

    const auto again = replayed(batches);

    const auto of = [&](std::uint32_t opening) {
        return std::ranges::count(again, opening, &ProctoringAlert::opening);
    };
    CHECK(of(3) == of(5));
    CHECK(of(3) + of(5) == static_cast<std::ptrdiff_t>(again.size()));
}

TEST_CASE("Bytes out of order, of an opening that is over, or that are no batch name their place") {
    const auto whole = stored(a_sitting(), 4);
    const auto fault_of = [](const std::vector<Bytes>& batches) {
        const auto alerts = replay_watch({}, RuleSet::all(), batches);
        REQUIRE_FALSE(alerts.has_value());
        return std::pair{alerts.error().batch, alerts.error().fault};
    };

    CHECK(fault_of({whole[1], whole[0]}) == std::pair{std::size_t{1}, BatchFault::OutOfOrder});
    CHECK(fault_of({whole[0], whole[0]}) == std::pair{std::size_t{1}, BatchFault::OutOfOrder});
    CHECK(fault_of({whole[0], stored(a_sitting(), 2).front()}) ==
          std::pair{std::size_t{1}, BatchFault::OutOfOrder});
    CHECK(fault_of({Bytes{1, 2, 3}}).first == 0);
}

TEST_CASE("No minute at all raises nothing") {
    CHECK(replayed({}).empty());
}

}  // namespace probant::engine
