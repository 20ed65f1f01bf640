// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "engine/proctoring/sample_states.h"
#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;

std::vector<ProctoringAlert> others(const Film& film) {
    return film.alerts_of(ProctoringRule::ExtraFace);
}

// A clear picture of the candidate and, it may be, something else.
Observation with_another(const SeenFace& other) {
    return {
        .picture = {.light = 120, .deviation = 500, .sharpness = 200, .change = 900},
        .looked_for_faces = true,
        .faces = {SeenFace{
                      .x = 200, .y = 100, .width = 160, .height = 180, .score = 950, .pose = {}},
                  other},
        .identity = {},
        .objects = {}};
}

}  // namespace

TEST_CASE("Somebody else from 30 to 36 s is one alert with the surest picture of them") {
    const auto alerts = others(Film(60).somebody_else({30, 36}));

    REQUIRE(alerts.size() == 1);
    CHECK(alerts.front().start >= seconds(30));
    CHECK(alerts.front().end < seconds(36));
    CHECK(figure(alerts.front(), "faces") == 2);
    CHECK(*figure(alerts.front(), "score") >= 900);
}

TEST_CASE("Somebody who passes in two seconds is nothing") {
    CHECK(others(Film(60).somebody_else({30, 32})).empty());
}

TEST_CASE("A face of 640 per mille, or of 39 pixels, is nobody else") {
    const FaceRules rules;
    const SeenFace sure{.x = 450, .y = 100, .width = 40, .height = 40, .score = 650, .pose = {}};

    CHECK(extra_face(with_another(sure), rules) != nullptr);
    auto unsure = sure;
    unsure.score = 649;
    CHECK(extra_face(with_another(unsure), rules) == nullptr);
    auto narrow = sure;
    narrow.width = 39;
    CHECK(extra_face(with_another(narrow), rules) == nullptr);
}

TEST_CASE("A hand on the chin that looks like a face is nobody else") {
    const SeenFace hand{.x = 250, .y = 210, .width = 60, .height = 60, .score = 800, .pose = {}};

    CHECK(extra_face(with_another(hand), FaceRules{}) == nullptr);
}

TEST_CASE("A candidate with a companion raises no alert for them") {
    RuleSet on = RuleSet::all();
    on.set(ProctoringRule::ExtraFace, false);

    CHECK(Film(120).somebody_else({10, 100}).alerts({}, on).empty());
}

TEST_CASE("False faces now and then raise at most one alert in an hour") {
    CHECK(others(Film(3600, 5, 5, {.false_permille = 60})).size() <= 1);
}

TEST_CASE("Somebody else beside a poor detector is told in nine films of ten at least") {
    int told = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        told += others(Film(60, 5, seed, {.missed_permille = 50}).somebody_else({20, 28})).empty()
                    ? 0
                    : 1;
    }

    CHECK(told >= 45);
}

}  // namespace probant::engine
