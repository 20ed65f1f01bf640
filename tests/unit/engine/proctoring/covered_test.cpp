// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;

std::vector<ProctoringAlert> covers(const Film& film) {
    return film.alerts_of(ProctoringRule::Covered);
}

}  // namespace

TEST_CASE("A black picture for four seconds is one alert, and neither frozen nor looped") {
    const auto alerts = Film(60).covered({20, 24}).alerts();

    REQUIRE(alerts.size() == 1);
    CHECK(alerts.front().rule == ProctoringRule::Covered);
    CHECK(alerts.front().start >= seconds(20));
    CHECK(alerts.front().start < seconds(21));
    CHECK(*figure(alerts.front(), "light") < 20);
}

TEST_CASE("An even picture without a face, be it bright, is a covered one") {
    CHECK(covers(Film(60).against_a_wall({20, 24})).size() == 1);
}

TEST_CASE("A dark picture with a face is too dark, never covered") {
    const auto film = Film(120).dark({20, 60});

    CHECK(covers(film).empty());
    const auto dark = film.alerts_of(ProctoringRule::TooDark);
    REQUIRE(dark.size() == 1);
    CHECK(dark.front().state == ProctoringState::CouldNotTell);
}

TEST_CASE("A lens wiped in a second is nothing") {
    CHECK(covers(Film(60).covered({20, 21})).empty());
}

TEST_CASE("A covered lens is told where nobody looks for faces at all") {
    const auto film = Film(60).covered({20, 26}).change({0, 60}, [](Observation& one) {
        one.looked_for_faces = false;
        one.faces.clear();
    });

    CHECK(covers(film).size() == 1);
}

TEST_CASE("Half a second of dark that another sample did not look at is nothing") {
    CHECK(covers(Film(60).covered({20, 20.5}).covered({22, 22.5})).empty());
}

TEST_CASE("Each lens covered for three seconds is told, at 5 samples a second and at 2") {
    int told = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        told += covers(Film(40, 5, seed).covered({20, 23.2})).empty() ? 0 : 1;
        told += covers(Film(40, 2, seed).covered({20, 23.2})).empty() ? 0 : 1;
    }

    CHECK(told == 100);
}

}  // namespace probant::engine
