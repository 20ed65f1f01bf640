// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;

std::vector<ProctoringAlert> freezes(const Film& film) {
    return film.alerts_of(ProctoringRule::Frozen);
}

}  // namespace

TEST_CASE("A still picture from 20 to 28 s is one alert") {
    const auto alerts = freezes(Film(60).still({20, 28}));

    REQUIRE(alerts.size() == 1);
    CHECK(alerts.front().start >= seconds(20));
    CHECK(alerts.front().start < seconds(20.6));
    CHECK(alerts.front().end > seconds(27));
    CHECK(alerts.front().end < seconds(28.1));
}

TEST_CASE("A still picture for four seconds is nothing") {
    CHECK(freezes(Film(60).still({20, 24})).empty());
}

TEST_CASE("Somebody who sits very still for an hour is never frozen nor looped") {
    CHECK(Film(3600, 5, 4, {.false_permille = 0}).motionless().alerts().empty());
}

TEST_CASE("A picture that is black or even is not called frozen") {
    CHECK(freezes(Film(60).covered({20, 40})).empty());
    CHECK(freezes(Film(60).against_a_wall({20, 40}).change({20, 40}, [](Observation& one) {
              one.picture.change = 0;
          })).empty());
}

TEST_CASE("A camera whose frames stop coming is not frozen: nothing was measured") {
    const auto film = Film(60).still({20, 40}).change({22, 40}, [](Observation& one) {
        one.sequence = 700;  // the same frame, looked at again
    });

    CHECK(freezes(film).empty());
}

TEST_CASE("A re-encoded still that jumps once in twenty samples is frozen all the same") {
    int place = 0;
    const auto film = Film(60).still({20, 40}).change({20, 40}, [&](Observation& one) {
        if (++place % 20 == 0) one.picture.change = 700;
    });

    CHECK(freezes(film).size() == 1);
}

TEST_CASE("Each still of six seconds is told, at 5 samples a second and at 2") {
    int told = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        told += freezes(Film(40, 5, seed).still({20, 26.5})).empty() ? 0 : 1;
        told += freezes(Film(40, 2, seed).still({20, 26.5})).empty() ? 0 : 1;
    }

    CHECK(told == 100);
}

}  // namespace probant::engine
