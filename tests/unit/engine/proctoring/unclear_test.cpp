// SPDX-License-Identifier: EUPL-1.2
#include <catch2/catch.hpp>

#include "engine/proctoring/sample_states.h"
#include "engine/proctoring/watch.h"
#include "tests/unit/engine/proctoring/film.h"

namespace probant::engine {
namespace {

using film::Film;
using States = std::vector<SampleState>;

Observation clear_picture() {
    return {.picture = {.light = 120, .deviation = 500, .sharpness = 200, .change = 900},
            .looked_for_faces = true,
            .faces = {SeenFace{.x = 200,
                               .y = 100,
                               .width = 160,
                               .height = 180,
                               .score = 950,
                               .pose = HeadPose{.yaw = 50, .pitch = -150}}},
            .identity = {},
            .objects = {}};
}

States states(const Observation& observation) {
    return states_of(observation, ProctoringRules{});
}

}  // namespace

TEST_CASE("A clear picture of one face is ok") {
    CHECK(states(clear_picture()) == States{SampleState::Ok});
}

TEST_CASE("A clear picture of nobody is face_absent") {
    auto one = clear_picture();
    one.faces.clear();

    CHECK(states(one) == States{SampleState::FaceAbsent});
}

TEST_CASE("A face at 499 per mille is not there, at 500 it is") {
    auto one = clear_picture();
    one.faces.front().score = 499;
    CHECK(states(one) == States{SampleState::FaceAbsent});
    one.faces.front().score = 500;
    CHECK(states(one) == States{SampleState::Ok});
}

TEST_CASE("A blurred picture of nobody could not tell") {
    auto one = clear_picture();
    one.picture.sharpness = 24;
    CHECK(states(one) == States{SampleState::Blurred});
    one.faces.clear();
    CHECK(states(one) == States{SampleState::Blurred, SampleState::CouldNotTell});
}

TEST_CASE("A dark picture is covered without a face and too dark with one") {
    auto one = clear_picture();
    one.picture.light = 19;
    CHECK(states(one) == States{SampleState::TooDark});
    one.faces.clear();
    CHECK(states(one) == States{SampleState::Covered});
}

TEST_CASE("A picture in which nobody looked for faces could not tell") {
    auto one = clear_picture();
    one.looked_for_faces = false;
    one.faces.clear();

    CHECK(states(one) == States{SampleState::CouldNotTell});
}

TEST_CASE("Without a baseline a picture's yaw is held against the camera, its pitch is not") {
    auto one = clear_picture();
    one.faces.front().pose = HeadPose{.yaw = 0, .pitch = -600};
    CHECK(states(one) == States{SampleState::Ok});
    one.faces.front().pose = HeadPose{.yaw = -310, .pitch = 0};
    CHECK(states(one) == States{SampleState::LookingAway});
    CHECK(states_of(one, {}, HeadPose{.yaw = -300, .pitch = 0}) == States{SampleState::Ok});
}

TEST_CASE("A blurred minute is one alert that could not tell and raises no other") {
    const auto alerts = Film(180).blurred({60, 120}).turned({70, 110}, 500).alerts();

    REQUIRE(alerts.size() == 1);
    CHECK(alerts.front().rule == ProctoringRule::Blurred);
    CHECK(alerts.front().state == ProctoringState::CouldNotTell);
}

TEST_CASE("Fifteen seconds of blur are nothing") {
    CHECK(Film(180).blurred({60, 75}).alerts().empty());
}

TEST_CASE("While the picture is blurred the rules that need it could not tell") {
    const auto film = Film(60).blurred({35, 60});
    Watch watch(ProctoringRules{}, RuleSet::all());
    for (const auto& one : film.observations())
        static_cast<void>(watch.see(one));

    CHECK(watch.state_of(ProctoringRule::ExtraFace) == ProctoringState::CouldNotTell);
    CHECK(watch.state_of(ProctoringRule::Covered) == ProctoringState::Ok);
    CHECK(watch.state_of(ProctoringRule::Blurred) == ProctoringState::CouldNotTell);
}

}  // namespace probant::engine
