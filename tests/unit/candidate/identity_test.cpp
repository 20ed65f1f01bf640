// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/identity.h"

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

using namespace probant;
using candidate::Descriptor;
using engine::IdentityState;

namespace {

Descriptor all_of(float value) {
    Descriptor descriptor{};
    descriptor.fill(value);
    return descriptor;
}

// Only the places where a face is looked for matter, not what it looks like.
candidate::Landmarks face_points(float between_eyes) {
    candidate::Landmarks points(candidate::kLandmarks);
    const auto put = [&](candidate::Landmark which, float x, float y) {
        points.at(static_cast<std::size_t>(which)) = {
            200 + x * between_eyes, 200 + y * between_eyes, 0};
    };
    put(candidate::Landmark::RightEyeOuter, -0.6F, 0);
    put(candidate::Landmark::RightEyeInner, -0.4F, 0);
    put(candidate::Landmark::LeftEyeInner, 0.4F, 0);
    put(candidate::Landmark::LeftEyeOuter, 0.6F, 0);
    put(candidate::Landmark::NoseTip, 0, 0.55F);
    put(candidate::Landmark::MouthRight, -0.42F, 1.05F);
    put(candidate::Landmark::MouthLeft, 0.42F, 1.05F);
    return points;
}

cv::Mat stripes(int dark, int light) {
    cv::Mat picture(400, 400, CV_8UC3, cv::Scalar::all(dark));
    for (int row = 0; row < picture.rows; row += 16)
        picture(cv::Rect(0, row, picture.cols, 8)) = cv::Scalar::all(light);
    return picture;
}

}  // namespace

TEST_CASE("The median of three pictures is the middle one in each number") {
    Descriptor odd = all_of(0.5F);
    odd.front() = -9;

    const Descriptor median = candidate::median_of({all_of(0.1F), odd, all_of(0.2F)});

    CHECK(median.front() == 0.1F);
    CHECK(median.back() == 0.2F);
}

TEST_CASE("The distance of two descriptors is Euclid's") {
    CHECK(candidate::distance_between(all_of(0), all_of(0.5F)) == Approx(std::sqrt(128 * 0.25)));
}

TEST_CASE("Below half it is a match, above six tenths another person, uncertain in between") {
    CHECK(candidate::judged(0.499F).state == IdentityState::Match);
    CHECK(candidate::judged(0.501F).state == IdentityState::Uncertain);
    CHECK(candidate::judged(0.599F).state == IdentityState::Uncertain);
    CHECK(candidate::judged(0.601F).state == IdentityState::Mismatch);
    CHECK(candidate::judged(0.4567F).distance == 457);
}

TEST_CASE("A face in good light and focus is compared") {
    CHECK(candidate::chip_of(stripes(60, 180), face_points(60)).comparable);
}

TEST_CASE("A face is not compared when it is very dark, blurred or small") {
    cv::Mat soft;
    cv::GaussianBlur(stripes(60, 180), soft, {}, 12);

    CHECK_FALSE(candidate::chip_of(stripes(3, 9), face_points(60)).comparable);
    CHECK_FALSE(candidate::chip_of(soft, face_points(60)).comparable);
    CHECK_FALSE(candidate::chip_of(stripes(60, 180), face_points(18)).comparable);
}

TEST_CASE("A dark face is shown to the network as light as another") {
    const auto chip = candidate::chip_of(stripes(15, 45), face_points(60));

    CHECK(cv::mean(chip.picture)[0] == Approx(110).margin(4));
}
