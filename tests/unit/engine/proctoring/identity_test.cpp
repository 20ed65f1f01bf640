// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "engine/proctoring/identity_median.h"
#include "engine/proctoring/sample_states.h"
#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;

std::vector<ProctoringAlert> mismatches(const Film& film) {
    return film.alerts_of(ProctoringRule::Identity);
}

}  // namespace

TEST_CASE("A distance of 499 matches, 500 and 600 are uncertain, 601 does not match") {
    CHECK(identity_of(499, {}) == IdentityState::Match);
    CHECK(identity_of(500, {}) == IdentityState::Uncertain);
    CHECK(identity_of(600, {}) == IdentityState::Uncertain);
    CHECK(identity_of(601, {}) == IdentityState::Mismatch);
}

TEST_CASE("A face unlike the enrolled one for a minute is one alert with the median distance") {
    const auto alerts = mismatches(Film(180).unlike_enrolled({60, 120}));

    REQUIRE(alerts.size() == 1);
    CHECK(alerts.front().state == ProctoringState::ToCheck);
    CHECK(alerts.front().start >= seconds(60));
    CHECK(alerts.front().end < seconds(121));
    CHECK(*figure(alerts.front(), "distance") > 600);
    CHECK(*figure(alerts.front(), "of_samples") >= 5);
}

TEST_CASE("Two samples unlike the enrolled face are nothing") {
    CHECK(mismatches(Film(180).unlike_enrolled({60, 69})).empty());
}

TEST_CASE("Four samples say nothing, however unlike, and five do") {
    IdentityMedian median{IdentityRules{}, seconds(15)};
    for (int one = 0; one < 4; ++one)
        CHECK(median.add({.at = seconds(5 * one)}, 900) == EpisodeStep::Nothing);

    CHECK(!median.last_told());
    CHECK(median.add({.at = seconds(20)}, 900) == EpisodeStep::Began);
}

TEST_CASE("What is compared in a blurred picture, or beside somebody else, does not count") {
    CHECK(mismatches(Film(180).unlike_enrolled({30, 180}).blurred({30, 180})).empty());
    CHECK(mismatches(Film(180).unlike_enrolled({30, 180}).somebody_else({29, 180})).empty());
}

TEST_CASE("A mismatch goes on while uncertain and is over at a match") {
    IdentityMedian median{IdentityRules{}, seconds(15)};
    for (int one = 0; one < 6; ++one)
        static_cast<void>(median.add({.at = seconds(5 * one)}, 700));
    REQUIRE(median.running());
    for (int one = 6; one < 11; ++one)
        CHECK(median.add({.at = seconds(5 * one)}, 550) == EpisodeStep::Nothing);

    EpisodeStep last{};
    for (int one = 11; one < 16 && last == EpisodeStep::Nothing; ++one)
        last = median.add({.at = seconds(5 * one)}, 300);
    CHECK(last == EpisodeStep::Ended);
    CHECK(median.episode().end == seconds(25));
}

TEST_CASE("Uncertain for half an hour is nothing") {
    CHECK(mismatches(Film(1800).change({0, 1800}, [](Observation& one) {
              if (one.identity.distance) one.identity.distance = 570;
          })).empty());
}

TEST_CASE("Without the switch a mismatch raises nothing") {
    RuleSet on = RuleSet::all();
    on.set(ProctoringRule::Identity, false);

    CHECK(Film(180).unlike_enrolled({60, 120}).alerts({}, on).empty());
}

}  // namespace probant::engine
