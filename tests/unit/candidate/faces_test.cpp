// SPDX-License-Identifier: EUPL-1.2
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "candidate/vision/face_search.h"
#include "candidate/vision/found_face.h"
#include "candidate/vision/hog_detector.h"
#include "candidate/vision/pipeline.h"
#include "engine/proctoring/sample_states.h"
#include "tests/support/cleared_pictures.h"
#include "tests/support/degraded.h"
#include "tests/support/drawn_head.h"

using namespace probant;
using candidate::Pipeline;

namespace {

bool networks_are_there() {
    if (std::filesystem::exists(std::string(PROBANT_TEST_MODELS) + "/nanodet.onnx")) return true;
    WARN("build/models is absent, skipped");
    return false;
}

Pipeline with_networks() {
    return Pipeline(candidate::open_networks(PROBANT_TEST_MODELS, false));
}

// Of Debian's dlib alone.
Pipeline without_networks() {
    return Pipeline(candidate::open_networks("no such folder", false));
}

engine::Observation look(Pipeline& pipeline, const cv::Mat& picture) {
    pipeline.forget_last();
    return pipeline.observe({.picture = picture, .at = {}, .sequence = 0}, {});
}

cv::Rect2f box_of(const engine::SeenFace& face) {
    return cv::Rect2f(cv::Rect(face.x, face.y, face.width, face.height));
}

// Two heads, side by side.
cv::Mat two_heads() {
    cv::Mat picture = tests::draw({.width = 120, .center = {180, 240}});
    tests::draw({.width = 120, .center = {460, 240}})(cv::Rect(320, 0, 320, 480))
        .copyTo(picture(cv::Rect(320, 0, 320, 480)));
    return picture;
}

// Where a person marked the faces, from brow to chin.
struct Marked {
    std::string_view name;
    cv::Rect2f face;
};

constexpr float kSamePlace = 0.35F;

const Marked kAstronaut{"astronaut.png", {178, 78, 98, 100}};
const Marked kHopper{"grace_hopper.jpg", {165, 135, 200, 200}};

void check_one_person(Pipeline& pipeline, const Marked& marked) {
    const auto picture = tests::cleared_picture(marked.name);
    if (!picture) {
        WARN(marked.name << " is absent, skipped");
        return;
    }
    for (const auto how : tests::kDegradations) {
        CAPTURE(marked.name, tests::name_of(how));
        const auto seen = look(pipeline, tests::degraded(*picture, cv::Rect(marked.face), how));
        CHECK(engine::main_face(seen, {}) != nullptr);
        CHECK(engine::extra_face(seen, {}) == nullptr);
    }
}

void check_nobody(Pipeline& pipeline) {
    int looked = 0;
    for (const auto name : tests::kNobody) {
        const auto picture = tests::cleared_picture(name);
        if (!picture) continue;
        CAPTURE(name);
        CHECK(look(pipeline, *picture).faces.empty());
        ++looked;
    }
    if (looked == 0) WARN("python3-skimage is absent, skipped");
}

}  // namespace

TEST_CASE("The astronaut is seen in whatever way her picture is spoilt, and nobody else is") {
    if (!networks_are_there()) return;
    auto pipeline = with_networks();
    check_one_person(pipeline, kAstronaut);
}

TEST_CASE("The admiral is seen in whatever way her picture is spoilt, and nobody else is") {
    if (!networks_are_there()) return;
    auto pipeline = with_networks();
    check_one_person(pipeline, kHopper);
}

TEST_CASE("A face is told where a person would mark it, in pixels of the picture that came") {
    if (!networks_are_there()) return;
    auto pipeline = with_networks();
    const auto picture = tests::cleared_picture(kAstronaut.name);
    if (!picture) {
        WARN("astronaut.png is absent, skipped");
        return;
    }
    for (const double scale : {0.5, 1.0, 6.0}) {
        CAPTURE(scale);
        cv::Mat scaled;
        cv::resize(*picture, scaled, {}, scale, scale, cv::INTER_LINEAR);
        const auto seen = look(pipeline, scaled);
        REQUIRE(seen.faces.size() == 1);
        const auto factor = static_cast<float>(scale);
        const cv::Rect2f marked(kAstronaut.face.x * factor,
                                kAstronaut.face.y * factor,
                                kAstronaut.face.width * factor,
                                kAstronaut.face.height * factor);
        CHECK(candidate::overlap(box_of(seen.faces.front()), marked) > kSamePlace);
    }
}

TEST_CASE("Nobody is seen in pictures of nobody") {
    if (!networks_are_there()) return;
    auto pipeline = with_networks();
    check_nobody(pipeline);
}

TEST_CASE("Without networks nobody is seen in pictures of nobody either") {
    auto pipeline = without_networks();
    check_nobody(pipeline);
}

TEST_CASE(
    "Without networks a face in good light, a dark one and one rolled by 40 degrees are seen") {
    auto pipeline = without_networks();
    for (const Marked& marked : {kAstronaut, kHopper}) {
        const auto picture = tests::cleared_picture(marked.name);
        if (!picture) {
            WARN(marked.name << " is absent, skipped");
            return;
        }
        for (const auto how : {tests::Degradation::Clean,
                               tests::Degradation::Dark,
                               tests::Degradation::RolledLeft,
                               tests::Degradation::RolledRight,
                               tests::Degradation::Small}) {
            CAPTURE(marked.name, tests::name_of(how));
            const auto seen = look(pipeline, tests::degraded(*picture, cv::Rect(marked.face), how));
            CHECK(seen.faces.size() == 1);
        }
    }
}

TEST_CASE("Two heads are two faces, and both count") {
    if (!networks_are_there()) return;
    auto pipeline = with_networks();

    const auto seen = look(pipeline, two_heads());

    CHECK(seen.faces.size() == 2);
    CHECK(engine::extra_face(seen, {}) != nullptr);
}

TEST_CASE("The astronaut and the admiral side by side are two people, in the dark too") {
    if (!networks_are_there()) return;
    auto pipeline = with_networks();
    const auto astronaut = tests::cleared_picture(kAstronaut.name);
    const auto admiral = tests::cleared_picture(kHopper.name);
    if (!astronaut || !admiral) {
        WARN("astronaut.png or grace_hopper.jpg is absent, skipped");
        return;
    }
    cv::Mat left;
    cv::Mat right;
    cv::Mat both;
    cv::resize(*astronaut, left, {480, 480}, 0, 0, cv::INTER_AREA);
    cv::resize(*admiral, right, {410, 480}, 0, 0, cv::INTER_AREA);
    cv::hconcat(left, right, both);
    for (const auto how : {tests::Degradation::Clean,
                           tests::Degradation::Dark,
                           tests::Degradation::VeryDark,
                           tests::Degradation::Recoded}) {
        CAPTURE(tests::name_of(how));
        const auto seen = look(pipeline, tests::degraded(both, {167, 73, 92, 94}, how));
        CHECK(seen.faces.size() == 2);
        CHECK(engine::extra_face(seen, {}) != nullptr);
    }
}

TEST_CASE("A drawn head that turns is measured with the right sign, within seven degrees") {
    if (!networks_are_there()) return;
    auto pipeline = with_networks();
    const auto straight = look(pipeline, tests::draw({}));
    REQUIRE(straight.faces.size() == 1);
    REQUIRE(straight.faces.front().pose);
    const auto baseline = *straight.faces.front().pose;
    for (const double yaw : {-40.0, -20.0, 20.0, 40.0}) {
        CAPTURE(yaw);
        const auto seen = look(pipeline, tests::draw({.angles = {.yaw = yaw}}));
        REQUIRE(seen.faces.size() == 1);
        REQUIRE(seen.faces.front().pose);
        CHECK(seen.faces.front().pose->yaw - baseline.yaw == Approx(yaw * 10).margin(70));
    }
    for (const double pitch : {-15.0, 15.0}) {
        CAPTURE(pitch);
        const auto seen = look(pipeline, tests::draw({.angles = {.pitch = pitch}}));
        REQUIRE(seen.faces.size() == 1);
        REQUIRE(seen.faces.front().pose);
        CHECK(seen.faces.front().pose->pitch - baseline.pitch == Approx(pitch * 10).margin(70));
    }
}

TEST_CASE("The roll of a drawn head leaves its yaw where it was, within four degrees") {
    if (!networks_are_there()) return;
    auto pipeline = with_networks();
    for (const double roll : {-25.0, 25.0}) {
        CAPTURE(roll);
        const auto seen = look(pipeline, tests::draw({.angles = {.yaw = 20, .roll = roll}}));
        REQUIRE(seen.faces.size() == 1);
        REQUIRE(seen.faces.front().pose);
        CHECK(seen.faces.front().pose->yaw == Approx(220).margin(40));
    }
}
