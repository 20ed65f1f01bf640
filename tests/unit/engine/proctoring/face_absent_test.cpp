// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;

std::vector<ProctoringAlert> absences(const Film& film) {
    return film.alerts_of(ProctoringRule::FaceAbsent);
}

}  // namespace

TEST_CASE("Nobody from 10 to 17 s is one alert of about that time and no other") {
    const auto alerts = Film(60).nobody({10, 17}).alerts();

    REQUIRE(alerts.size() == 1);
    const auto& alert = alerts.front();
    CHECK(alert.rule == ProctoringRule::FaceAbsent);
    CHECK(alert.state == ProctoringState::ToCheck);
    CHECK(alert.start >= seconds(10));
    CHECK(alert.start < seconds(11));
    CHECK(alert.end > seconds(16));
    CHECK(alert.end < seconds(17));
    CHECK(alert.still.at >= alert.start);
    CHECK(figure(alert, "times") == 1);
    CHECK(figure(alert, "seen_ms") == (alert.end - alert.start).count());
}

TEST_CASE("Nobody for four seconds is nothing") {
    CHECK(Film(60).nobody({10, 14}).alerts().empty());
}

TEST_CASE("A detector that sees a face where nobody is, once in ten, hides no absence") {
    const film::Noise noise{.missed_permille = 0, .false_permille = 100};
    int told = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed)
        told += absences(Film(60, 5, seed, noise).nobody({20, 35})).empty() ? 0 : 1;

    CHECK(told >= 48);
}

TEST_CASE("A detector that misses one face in five tells of no absence in an hour") {
    const film::Noise noise{.missed_permille = 200};

    CHECK(absences(Film(3600, 5, 3, noise)).empty());
}

TEST_CASE("No face in a picture too dark or blurred is no absence") {
    CHECK(absences(Film(60).blurred({10, 30}).nobody({10, 30})).empty());
    CHECK(absences(Film(60).dark({10, 30}).nobody({10, 30})).empty());
}

TEST_CASE("A covered lens is no absence") {
    CHECK(absences(Film(60).covered({10, 30})).empty());
}

TEST_CASE("Where faces were not looked for, none is absent") {
    CHECK(absences(Film(60).change({0, 60}, [](Observation& one) {
              one.looked_for_faces = false;
              one.faces.clear();
          })).empty());
}

TEST_CASE("Two absences ten seconds apart are one alert that says twice and for how long") {
    const auto alerts = absences(Film(90).nobody({20, 30}).nobody({40, 52}));

    REQUIRE(alerts.size() == 1);
    CHECK(alerts.front().start < seconds(21));
    CHECK(alerts.front().end > seconds(51));
    CHECK(figure(alerts.front(), "times") == 2);
    CHECK(*figure(alerts.front(), "seen_ms") > 19'000);
    CHECK(*figure(alerts.front(), "seen_ms") < 22'000);
}

TEST_CASE("Two absences forty seconds apart are two alerts") {
    CHECK(absences(Film(120).nobody({20, 30}).nobody({70, 82})).size() == 2);
}

TEST_CASE("An absence whose middle was not filmed is two, of which only what was seen counts") {
    const auto whole = absences(Film(60).nobody({10, 40}));
    const auto cut = absences(Film(60).nobody({10, 40}).closed({17, 33}));

    REQUIRE(whole.size() == 1);
    REQUIRE(cut.size() == 1);
    CHECK(*figure(whole.front(), "seen_ms") > 28'000);
    CHECK(figure(cut.front(), "times") == 2);
    CHECK(*figure(cut.front(), "seen_ms") < 14'000);
}

TEST_CASE("Four seconds of nobody before a gap and four after are nothing") {
    CHECK(absences(Film(60).nobody({10, 40}).closed({14, 36})).empty());
}

}  // namespace probant::engine
