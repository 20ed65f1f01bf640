// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/camera_checks.h"

#include <catch2/catch.hpp>

#include "tests/unit/server/temporary_folder.h"

namespace probant::candidate::doctor {
namespace {

using engine::SignState;

CameraLook an_open_camera(int width, int height, double fps) {
    Frame frame{
        .picture = cv::Mat(height, width, CV_8UC3, cv::Scalar::all(120)), .at = {}, .sequence = 1};
    return {.place = {.path = "/dev/video0"},
            .opening = CameraOpening::Open,
            .format = "MJPG",
            .fps = fps,
            .frames = {frame}};
}

std::vector<engine::PictureFigures> a_picture(int light, int deviation, int sharpness) {
    return {{.light = light, .deviation = deviation, .sharpness = sharpness}};
}

}  // namespace

TEST_CASE("A camera is a device or a film, with or without what only an exam reads") {
    CHECK(camera_place("/dev/video2")->path == "/dev/video2");
    CHECK_FALSE(camera_place("/dev/video2")->film);
    CHECK(camera_place("film:day.avi")->path == "day.avi");
    CHECK(camera_place("film:day.avi?rate=real&loop=1")->path == "day.avi");
    CHECK(camera_place("film:day.avi")->film);
    for (const auto* text : {"", "film:", "film:?rate=real", "day.avi", "http://camera"})
        CHECK_FALSE(camera_place(text));
}

TEST_CASE("A camera that gives enough pictures that are large enough is in order") {
    const Check check = check_camera(an_open_camera(320, 240, 5));

    CHECK(check.state == SignState::Ok);
    CHECK(check.seen.en == "320 × 240, MJPG, 5 frames a second.");
    CHECK(check.remedy.en.empty());
}

TEST_CASE("A picture too small and a rate too low are to check, with what to do") {
    const auto small = check_camera(an_open_camera(319, 240, 30));
    const auto slow = check_camera(an_open_camera(640, 480, 4.9));

    CHECK(small.state == SignState::ToCheck);
    CHECK_THAT(small.remedy.fr, Catch::Contains("320 × 240"));
    CHECK(slow.state == SignState::ToCheck);
    CHECK_THAT(slow.remedy.fr, Catch::Contains("5 par seconde"));
}

TEST_CASE("A camera that is not there, or is no camera, is said to be so") {
    const tests::TemporaryFolder folder;
    const auto text = folder.write("letter.avi", "Dear sir");

    const auto missing = look_at_camera({.path = "/dev/probant-no-camera", .film = false});
    const auto letter = look_at_camera({.path = text.string(), .film = true});
    const auto a_folder = look_at_camera({.path = folder.path().string(), .film = true});

    CHECK(missing.opening == CameraOpening::Missing);
    CHECK(letter.opening == CameraOpening::Refused);
    CHECK(a_folder.opening == CameraOpening::Refused);
    for (const auto& look : {missing, letter, a_folder}) {
        CHECK(check_camera(look).state == SignState::ToCheck);
        CHECK_FALSE(check_camera(look).remedy.fr.empty());
    }
}

TEST_CASE("A room is light enough with a margin for the evening") {
    CHECK(check_light(a_picture(40, 400, 100)).state == SignState::Ok);
    CHECK(check_light(a_picture(39, 400, 100)).state == SignState::ToCheck);
    CHECK_THAT(check_light(a_picture(39, 400, 100)).remedy.en, Catch::StartsWith("Too dark"));
}

TEST_CASE("A picture is sharp enough where the rules would take it as such") {
    CHECK(check_light(a_picture(120, 400, 25)).state == SignState::Ok);
    CHECK_THAT(check_light(a_picture(120, 400, 24)).remedy.en, Catch::StartsWith("Too blurred"));
}

TEST_CASE("A lens that is covered is not said to be in a dark room") {
    CHECK_THAT(check_light(a_picture(5, 20, 2)).remedy.en, Catch::Contains("uncover the lens"));
}

TEST_CASE("Without a picture neither the light nor the cost can be told") {
    CHECK(check_light({}).state == SignState::CouldNotTell);
    CHECK(check_cost({}).state == SignState::CouldNotTell);
}

TEST_CASE("What looking costs is held against its share of the processor") {
    CHECK(check_cost({.faces_ms = 15, .objects_ms = 70}).state == SignState::Ok);
    CHECK(check_cost({.faces_ms = 50, .objects_ms = {}}).state == SignState::Ok);
    CHECK(check_cost({.faces_ms = 51, .objects_ms = {}}).state == SignState::ToCheck);
    CHECK(check_cost({.faces_ms = 15, .objects_ms = 300}).state == SignState::ToCheck);
}

}  // namespace probant::candidate::doctor
