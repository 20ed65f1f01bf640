// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/pipeline.h"

#include <filesystem>
#include <optional>
#include <string>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "tests/support/cleared_pictures.h"
#include "tests/support/degraded.h"
#include "tests/support/drawn_head.h"

using namespace probant;
using candidate::LookFor;
using candidate::Pipeline;
using engine::IdentityState;

namespace {

bool has_network(const char* file) {
    if (std::filesystem::exists(std::string(PROBANT_TEST_MODELS) + "/" + file)) return true;
    WARN("build/models/" << file << " is absent, skipped");
    return false;
}

Pipeline whole() {
    return Pipeline(candidate::open_networks(PROBANT_TEST_MODELS, true));
}

Pipeline bare() {
    return Pipeline(candidate::open_networks("no such folder", true));
}

engine::Observation look(Pipeline& pipeline, const cv::Mat& picture, const LookFor& wanted) {
    return pipeline.observe(
        {.picture = picture, .at = std::chrono::milliseconds(1500), .sequence = 7}, wanted);
}

/// Of two people whose pictures may be shown.
struct TwoPeople {
    cv::Mat astronaut;
    cv::Mat admiral;
};

/// Nothing, and a word of it, where faces cannot be compared here.
std::optional<TwoPeople> two_people_to_compare() {
    if (!has_network("fa_recognition.onnx") || !has_network("mp_face_landmark.onnx")) return {};
    auto astronaut = tests::cleared_picture("astronaut.png");
    auto admiral = tests::cleared_picture("grace_hopper.jpg");
    if (astronaut && admiral) return TwoPeople{.astronaut = *astronaut, .admiral = *admiral};
    WARN("a photograph of cleared rights is absent, skipped");
    return {};
}

constexpr LookFor kWho{.faces = true, .pose = true, .identity = true, .objects = false};

}  // namespace

TEST_CASE("An observation has the time and the number of its frame") {
    auto pipeline = bare();

    const auto seen = look(pipeline, tests::draw({}), {.faces = false, .pose = false});

    CHECK(seen.at == std::chrono::milliseconds(1500));
    CHECK(seen.sequence == 7);
}

TEST_CASE("What was not asked was not looked for") {
    auto pipeline = bare();

    const auto seen = look(pipeline, tests::draw({}), {.faces = false, .pose = false});

    CHECK_FALSE(seen.looked_for_faces);
    CHECK_FALSE(seen.looked_for_objects);
    CHECK(seen.identity.state == IdentityState::Off);
}

TEST_CASE("Without networks objects are not looked for and identity is unavailable") {
    auto pipeline = bare();

    const auto seen = look(pipeline,
                           tests::draw({}),
                           {.faces = true, .pose = true, .identity = true, .objects = true});

    CHECK(seen.looked_for_faces);
    CHECK_FALSE(seen.looked_for_objects);
    CHECK(seen.identity == engine::SeenIdentity{IdentityState::Unavailable, std::nullopt});
}

TEST_CASE("Pictures of any shape are observed, and none of them stops the station") {
    auto pipeline = whole();
    for (const cv::Size& size : {cv::Size(1, 1),
                                 cv::Size(1, 700),
                                 cv::Size(3000, 1),
                                 cv::Size(7, 5),
                                 cv::Size(4000, 3000)}) {
        CAPTURE(size.width, size.height);
        const auto seen = look(pipeline,
                               cv::Mat(size, CV_8UC3, cv::Scalar(90, 100, 110)),
                               {.faces = true, .pose = true, .identity = true, .objects = true});
        CHECK(seen.faces.empty());
    }
}

TEST_CASE(
    "The reference is taken from five looks at the one face that is there, then others are "
    "compared") {
    const auto people = two_people_to_compare();
    if (!people) return;
    const auto& [astronaut, admiral] = *people;
    auto pipeline = whole();
    pipeline.reference().begin();

    for (std::size_t looks = 0; looks < candidate::kReferencePictures; ++looks) {
        CHECK_FALSE(pipeline.reference().taken());
        CHECK(look(pipeline, astronaut, kWho).identity.state == IdentityState::CouldNotTell);
    }

    CHECK(pipeline.reference().taken());
    CHECK(look(pipeline, astronaut, kWho).identity.state == IdentityState::Match);
    CHECK(look(pipeline, admiral, kWho).identity.state == IdentityState::Mismatch);
}

TEST_CASE("A person is known again in a darker and smaller picture, and another person is not") {
    const auto people = two_people_to_compare();
    if (!people) return;
    const auto& [astronaut, admiral] = *people;
    auto pipeline = whole();
    REQUIRE(pipeline.enrol({astronaut}) == 1);
    const cv::Rect face(178, 78, 98, 100);

    const auto dark =
        look(pipeline, tests::degraded(astronaut, face, tests::Degradation::Dark), kWho);
    const auto small =
        look(pipeline, tests::degraded(astronaut, face, tests::Degradation::Small), kWho);

    CHECK(dark.identity.state == IdentityState::Match);
    CHECK(small.identity.state == IdentityState::Match);
    CHECK(look(pipeline, admiral, kWho).identity.state == IdentityState::Mismatch);
}

TEST_CASE("Who is blurred, or not there at all, cannot be told") {
    if (!has_network("fa_recognition.onnx") || !has_network("mp_face_landmark.onnx")) return;
    const auto astronaut = tests::cleared_picture("astronaut.png");
    if (!astronaut) {
        WARN("astronaut.png is absent, skipped");
        return;
    }
    auto pipeline = whole();
    REQUIRE(pipeline.enrol({*astronaut}) == 1);
    const cv::Rect face(178, 78, 98, 100);

    const auto blurred =
        look(pipeline, tests::degraded(*astronaut, face, tests::Degradation::Blurred), kWho);
    const auto nobody = look(pipeline, cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(100)), kWho);

    CHECK(blurred.identity == engine::SeenIdentity{IdentityState::CouldNotTell, std::nullopt});
    CHECK(nobody.identity == engine::SeenIdentity{IdentityState::CouldNotTell, std::nullopt});
}

TEST_CASE("A picture that shows no face enrols nobody, and then nobody can be told") {
    if (!has_network("fa_recognition.onnx") || !has_network("mp_face_landmark.onnx")) return;
    auto pipeline = whole();

    CHECK(pipeline.enrol({cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(100))}) == 0);

    CHECK(look(pipeline, tests::draw({}), kWho).identity.state == IdentityState::CouldNotTell);
}

TEST_CASE("Somebody who takes a photograph is a person, and a cup of coffee is none") {
    if (!has_network("nanodet.onnx")) return;
    const auto camera = tests::cleared_picture("camera.png");
    const auto coffee = tests::cleared_picture("coffee.png");
    if (!camera || !coffee) {
        WARN("python3-skimage is absent, skipped");
        return;
    }
    auto pipeline = whole();
    const LookFor objects{.faces = false, .pose = false, .identity = false, .objects = true};

    const auto somebody = look(pipeline, *camera, objects);

    REQUIRE(somebody.objects.size() == 1);
    CHECK(somebody.objects.front().label == engine::ObjectLabel::Person);
    CHECK(look(pipeline, *coffee, objects).objects.empty());
}
