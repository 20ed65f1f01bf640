// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>

#include <catch2/catch.hpp>

#include "engine/proctoring/loop_finder.h"
#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;

std::vector<ProctoringAlert> loops(const Film& film) {
    return film.alerts_of(ProctoringRule::Looped);
}

bool told(const Film& film) {
    return !loops(film).empty();
}

// A lamp that blinks once a second before nobody who moves: two pictures and two changes, for ever.
Film blinking() {
    bool before = false;
    return Film(600).change({0, 600}, [&](Observation& one) {
        const bool lit = (one.at / seconds(0.5)) % 2 == 0;
        one.picture.change = lit == before ? 500 : 4000;
        one.picture.light = 118;
        one.picture.deviation = 520;
        before = lit;
        one.picture.hash = lit ? 0x0F0F'0F0F'0F0F'0F0F : 0xF0F0'0F0F'0F0F'0F0F;
    });
}

}  // namespace

TEST_CASE("A film of 12 s played in a circle is one alert that names its length") {
    const auto alerts = loops(Film(120, 5, 3).moving().looped({30, 100}, 12));

    REQUIRE(alerts.size() == 1);
    CHECK(alerts.front().start >= seconds(42));
    CHECK(alerts.front().start < seconds(45));
    CHECK(std::abs(*figure(alerts.front(), "lag_ms") - 12'000) <= 400);
    CHECK(*figure(alerts.front(), "exact_repeats") >= 3);
}

TEST_CASE("A film that is encoded anew each time is found by what it shows") {
    const auto alerts = loops(Film(200, 5, 4).moving().looped_encoded({30, 180}, 20));

    REQUIRE(alerts.size() == 1);
    CHECK(figure(alerts.front(), "exact_repeats") == 0);
    CHECK(std::abs(*figure(alerts.front(), "lag_ms") - 20'000) <= 400);
    CHECK(alerts.front().end > seconds(178));
    CHECK(alerts.front().end < seconds(182));
}

TEST_CASE("A loop encoded anew is told by its changes where it moves little") {
    ProctoringRules rules;
    rules.loop.movements = 1000;
    int found = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        found += Film(60, 5, seed)
                         .moving()
                         .looped_encoded({20, 44}, 8)
                         .alerts_of(ProctoringRule::Looped, rules)
                         .empty()
                     ? 0
                     : 1;
    }

    CHECK(found >= 19);
}

TEST_CASE("A loop encoded anew is told by its movements where its changes do not come again") {
    ProctoringRules rules;
    rules.loop.echo_samples = 1000;
    int found = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        found += Film(120, 5, seed)
                         .moving()
                         .looped_encoded({20, 110}, 8)
                         .alerts_of(ProctoringRule::Looped, rules)
                         .empty()
                     ? 0
                     : 1;
    }

    CHECK(found >= 19);
}

TEST_CASE("A loop of two seconds is found as one of four") {
    CHECK(told(Film(200, 5, 5).moving().looped({30, 180}, 2)));
}

TEST_CASE("Somebody who returns to the same few postures for an hour is no loop") {
    for (int postures = 2; postures <= 6; ++postures)
        CHECK(!told(Film(3600, 5, 40 + static_cast<std::uint64_t>(postures)).habits(postures)));
}

TEST_CASE("A loop of 25 minutes is found by its pictures that are equal in every pixel") {
    CHECK(told(Film(3200, 5, 6).moving().looped({10, 3200}, 1500)));
    CHECK(kExactRemembered >= 7500);
}

TEST_CASE("A scene where nothing moves enough is no loop, even if it is one") {
    CHECK(!told(Film(300, 5, 7).motionless().looped_encoded({0, 300}, 15)));
}

TEST_CASE("A light that flickers in step before nobody who moves is no loop") {
    const auto film = Film(600, 5, 7).motionless().change({0, 600}, [](Observation& one) {
        one.picture.change = 400 + 300 * static_cast<int>(one.sequence / 6 % 7);
    });

    CHECK(!told(film));
}

TEST_CASE("A lamp that blinks is no loop") {
    CHECK(!told(blinking()));
}

TEST_CASE("One old picture that a driver gives again is no loop") {
    auto film = Film(120, 5, 8).moving();
    std::uint64_t old = 0;
    film.change({20, 20.3}, [&](Observation& one) { old = one.picture.exact; });
    film.change({60, 60.3}, [&](Observation& one) { one.picture.exact = old; });

    CHECK(!told(film));
}

TEST_CASE("A lens covered again and again, as black each time, is no loop") {
    auto film = Film(300, 5, 9).moving();
    for (int at = 20; at < 280; at += 10)
        film.covered({static_cast<double>(at), at + 4.0});

    CHECK(!told(film));
}

TEST_CASE("Loops of 4 to 40 s are told in nineteen films of twenty at least") {
    int exactly = 0;
    int encoded = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const double period = 4.0 + static_cast<double>(seed * 37 % 360) / 10;
        const auto film = Film(20 + 4 * period, 5, seed).moving();
        exactly += told(Film(film).looped({10, 10 + 4 * period}, period)) ? 1 : 0;
        encoded += told(Film(film).looped_encoded({10, 10 + 4 * period}, period)) ? 1 : 0;
    }

    CHECK(exactly >= 38);
    CHECK(encoded >= 38);
}

}  // namespace probant::engine
