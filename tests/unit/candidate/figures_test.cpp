// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/figures.h"

#include <bit>
#include <vector>

#include <catch2/catch.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "tests/support/drawn_head.h"

using namespace probant;
using candidate::FigureMeter;

namespace {

cv::Mat plain(int grey, const cv::Size& size = {640, 480}) {
    return {size, CV_8UC3, cv::Scalar::all(grey)};
}

// Left half of one grey, right half of another.
cv::Mat halves(int left, int right) {
    cv::Mat picture = plain(left);
    picture(cv::Rect(320, 0, 320, 480)) = cv::Scalar::all(right);
    return picture;
}

int bits_apart(const cv::Mat& one, const cv::Mat& other) {
    return std::popcount(FigureMeter{}.measure(one).hash ^ FigureMeter{}.measure(other).hash);
}

cv::Mat recoded(const cv::Mat& picture, int quality) {
    std::vector<unsigned char> jpeg;
    cv::imencode(".jpg", picture, jpeg, {cv::IMWRITE_JPEG_QUALITY, quality});
    return cv::imdecode(jpeg, cv::IMREAD_COLOR);
}

}  // namespace

TEST_CASE("A plain picture is as light as its grey, and neither varied nor sharp") {
    const auto figures = FigureMeter{}.measure(plain(137));

    CHECK(figures.light == 137);
    CHECK(figures.deviation == 0);
    CHECK(figures.sharpness == 0);
}

TEST_CASE("Half 40 and half 160 is 100 light and deviates by 60") {
    const auto figures = FigureMeter{}.measure(halves(40, 160));

    CHECK(figures.light == 100);
    CHECK(figures.deviation == 600);
}

TEST_CASE("The sharpness of one edge is the variance of the Laplacian counted by hand") {
    // At 320 x 240 the Laplacian is + 120 in one column, - 120 in the next, 0 in 318 others.
    const auto figures = FigureMeter{}.measure(halves(40, 160));

    CHECK(figures.sharpness == 2 * 120 * 120 / 320);
}

TEST_CASE("A blurred picture is less sharp than the same in focus") {
    const cv::Mat head = tests::draw({});
    cv::Mat soft;
    cv::GaussianBlur(head, soft, {}, 5);

    CHECK(FigureMeter{}.measure(soft).sharpness < FigureMeter{}.measure(head).sharpness / 4);
}

TEST_CASE(
    "The first picture has not changed, the second has by the mean difference in thousandths") {
    FigureMeter meter;

    CHECK(meter.measure(plain(100)).change == 0);
    CHECK(meter.measure(halves(100, 103)).change == 1500);
    CHECK(meter.measure(halves(100, 103)).change == 0);
}

TEST_CASE("One pixel that differs by one makes another exact hash") {
    cv::Mat picture = tests::draw({});
    const auto before = candidate::exact_hash(picture);
    CHECK(candidate::exact_hash(picture.clone()) == before);

    picture.at<cv::Vec3b>(479, 639)[2] ^= 1;

    CHECK(candidate::exact_hash(picture) != before);
}

TEST_CASE("The same bytes in another shape have another exact hash") {
    CHECK(candidate::exact_hash(plain(9, {60, 40})) != candidate::exact_hash(plain(9, {40, 60})));
}

TEST_CASE("A part of a larger picture has the exact hash of its copy") {
    const cv::Mat picture = tests::draw({});
    const cv::Mat part = picture(cv::Rect(13, 7, 101, 51));

    CHECK(candidate::exact_hash(part) == candidate::exact_hash(part.clone()));
}

TEST_CASE("Another encoding of a picture changes no more than one bit of its perceptual hash") {
    const cv::Mat head = tests::draw({});

    CHECK(bits_apart(head, recoded(head, 90)) == 0);
    CHECK(bits_apart(head, recoded(head, 40)) <= 1);
}

TEST_CASE("A head that has moved by half its width changes more than four bits") {
    const cv::Mat here = tests::draw({.center = {280, 240}});
    const cv::Mat there = tests::draw({.center = {360, 240}});

    CHECK(bits_apart(here, there) > 4);
}

TEST_CASE("A picture of one pixel and one of a single row have figures") {
    CHECK(FigureMeter{}.measure(plain(50, {1, 1})).light == 50);
    CHECK(FigureMeter{}.measure(plain(60, {5000, 1})).light == 60);
}
