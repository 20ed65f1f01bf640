// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "engine/proctoring/alert_words.h"
#include "engine/proctoring/watch.h"
#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;

}  // namespace

TEST_CASE("Nobody from 10 to 17 s is one alert of about that time") {
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
}

TEST_CASE("Nobody for four seconds is nothing") {
    CHECK(Film(60).nobody({10, 14}).alerts().empty());
}

}  // namespace probant::engine
