// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/found_face.h"

#include <numbers>

#include <catch2/catch.hpp>

#include "candidate/vision/square.h"

using namespace probant::candidate;

namespace {

FoundFace face_at(float x, float y, float side, float score) {
    return {.box = {x, y, side, side}, .score = score, .roll = 0};
}

}  // namespace

TEST_CASE("Two boxes that share a third of their union overlap by a third") {
    CHECK(overlap({0, 0, 20, 10}, {10, 0, 20, 10}) == Approx(1.0 / 3));
    CHECK(overlap({0, 0, 10, 10}, {10, 0, 10, 10}) == 0);
    CHECK(overlap({}, {}) == 0);
}

TEST_CASE("A face seen twice is kept once, as the surer one") {
    const auto kept = keep_best({face_at(0, 0, 100, 0.6F), face_at(10, 5, 100, 0.9F)});

    REQUIRE(kept.size() == 1);
    CHECK(kept.front().score == 0.9F);
}

TEST_CASE("Two faces side by side are both kept, the surer first") {
    const auto kept = keep_best({face_at(0, 0, 100, 0.6F), face_at(95, 0, 100, 0.9F)});

    REQUIRE(kept.size() == 2);
    CHECK(kept.front().score == 0.9F);
}

TEST_CASE("A small box within a surer face is a part of it") {
    const auto kept = keep_best({face_at(0, 0, 100, 0.9F), face_at(30, 30, 30, 0.7F)});

    CHECK(kept.size() == 1);
}

TEST_CASE("A face found in a picture of half the size is told at twice the place and size") {
    const auto face = moved_back(face_at(10, 20, 30, 0.8F), cv::Matx23d(0.5, 0, 0, 0, 0.5, 0));

    CHECK(face.box.x == Approx(20));
    CHECK(face.box.y == Approx(40));
    CHECK(face.box.width == Approx(60));
    CHECK(face.roll == Approx(0).margin(1e-6));
}

TEST_CASE("A face upright in a picture that was turned is told with the turn") {
    const cv::Mat picture(200, 300, CV_8UC3, cv::Scalar::all(0));
    const auto turn = static_cast<float>(std::numbers::pi / 6);
    const Square square =
        cut_square(picture, {.center = {150, 100}, .reach = 100, .roll = turn}, 100);

    const auto face = moved_back(face_at(40, 40, 20, 0.8F), square.made);

    CHECK(face.box.x + face.box.width / 2 == Approx(150));
    CHECK(face.box.y + face.box.height / 2 == Approx(100));
    CHECK(face.roll == Approx(turn));
}

TEST_CASE("A wide picture lies centred in its square, and nothing of it is stretched") {
    const cv::Mat white(100, 200, CV_8UC3, cv::Scalar::all(255));

    const Square square = into_square(white, 64);

    CHECK(square.picture.at<cv::Vec3b>(10, 32)[0] == 0);
    CHECK(square.picture.at<cv::Vec3b>(32, 32)[0] == 255);
    CHECK(cv::countNonZero(square.picture.reshape(1)) == 64 * 32 * 3);
}
