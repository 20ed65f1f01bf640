// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>

#include <catch2/catch.hpp>

#include "engine/proctoring/baseline.h"
#include "engine/proctoring/proctoring_order.h"
#include "engine/proctoring/watch.h"
#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;

std::vector<ProctoringAlert> turns(const Film& film) {
    return film.alerts_of(ProctoringRule::LookingAway);
}

}  // namespace

TEST_CASE("A head turned by 40 degrees for six seconds is one alert that says by how much") {
    const auto alerts = turns(Film(60).turned({30, 36}, 400));

    REQUIRE(alerts.size() == 1);
    CHECK(alerts.front().start >= seconds(30));
    CHECK(alerts.front().end < seconds(36));
    CHECK(std::abs(*figure(alerts.front(), "yaw") - 400) < 80);
}

TEST_CASE("Down by 32 degrees is as much as aside by 40") {
    CHECK(turns(Film(60).turned({30, 36}, 0, -320)).size() == 1);
    CHECK(turns(Film(60).turned({30, 36}, -400, 0)).size() == 1);
}

TEST_CASE("A turn of three seconds, or of 20 degrees for a minute, is nothing") {
    CHECK(turns(Film(60).turned({30, 33}, 400)).empty());
    CHECK(turns(Film(120).turned({30, 90}, 200)).empty());
}

TEST_CASE("Somebody whose camera stands aside is held against their own pose") {
    CHECK(turns(Film(120).turned({0, 120}, 380)).empty());
    CHECK(turns(Film(120).turned({0, 120}, 380).turned({60, 70}, -400)).size() == 1);
}

TEST_CASE("Nothing is said of a head before its baseline is had") {
    CHECK(turns(Film(60).turned({2, 8}, 500)).empty());
}

TEST_CASE("A baseline is the median of ten seconds that do not spread") {
    Baseline steady{LookingAwayRules{}};
    for (int half = 0; half <= 20; ++half)
        steady.add(seconds(half / 2.0), {.yaw = 100 + 10 * (half % 3), .pitch = -50});

    REQUIRE(steady.pose());
    CHECK(steady.pose()->yaw == 110);
    CHECK(steady.pose()->pitch == -50);

    Baseline restless{LookingAwayRules{}};
    for (int half = 0; half <= 60; ++half)
        restless.add(seconds(half / 2.0), {.yaw = half % 2 == 0 ? -200 : 200, .pitch = 0});

    CHECK(!restless.pose());
}

TEST_CASE("Between two faces nobody's head is said to have turned") {
    CHECK(turns(Film(60).somebody_else({25, 45}).turned({30, 40}, 500)).empty());
}

TEST_CASE("A screen reader's user is never told to have looked away") {
    const ProctoringOrder order{.rules = RuleSet::all(), .legal_basis = "a decree"};
    const auto rules = rules_for(order, {.screen_reader = true});

    CHECK(!rules.has(ProctoringRule::LookingAway));
    CHECK(rules.has(ProctoringRule::FaceAbsent));
    CHECK(Film(120).turned({30, 60}, 500).alerts({}, rules).empty());
}

TEST_CASE("An alert at 31 degrees is over below 25, not at 28") {
    auto film = Film(90, 2, 1, {.missed_permille = 0, .pose = 0});
    film.turned({30, 40}, 310).turned({40, 60}, 280).turned({60, 90}, 240);
    const auto alerts = turns(film);

    REQUIRE(alerts.size() == 1);
    CHECK(alerts.front().end > seconds(59));
    CHECK(alerts.front().end < seconds(61));
}

TEST_CASE("Turns of 40 degrees are told in nineteen films of twenty at least, whoever it is") {
    int told = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const int side = seed % 2 == 0 ? 400 : -400;
        told += turns(Film(60, 5, seed).turned({30, 37}, side)).empty() ? 0 : 1;
    }

    CHECK(told >= 57);
}

}  // namespace probant::engine
