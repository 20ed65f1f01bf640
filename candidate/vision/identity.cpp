// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/identity.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "crypto/base/ensure.h"

namespace probant::candidate {
namespace {

constexpr int kChipSide = 150;  // pixels of the square that the network reads

// Measured on pictures of two persons (docs/MODELS.md).
constexpr float kMatchBelow = 0.50F;
constexpr float kMismatchAbove = 0.60F;

// Below these the network no longer knows a person again (docs/MODELS.md).
constexpr double kEyesApartLeast = 20;  // pixels between the middles of the eyes
constexpr double kChipLightLeast = 12;  // mean grey, before it is made lighter
constexpr double kChipSharpnessLeast =
    0.007;                         // variance of the Laplacian, as a part of that of the grey
constexpr double kEdgesLeast = 3;  // of that Laplacian: less is the rounding of greys

constexpr double kChipLight = 110;  // mean grey that the network is shown at least

cv::Point2d in_picture(const Landmarks& points, Landmark which) {
    const cv::Point3f& point = at(points, which);
    return {point.x, point.y};
}

// Where dlib's training put eyes, nose and corners of the mouth, in a square of 1 with a quarter
// more on each side.
constexpr double kChipMargin = 0.25;

std::array<cv::Point2d, 5> places() {
    std::array<cv::Point2d, 5> points{
        cv::Point2d{0.2255, 0.216}, {0.7548, 0.216}, {0.49, 0.5156}, {0.254, 0.78}, {0.726, 0.78}};
    const double scale = kChipSide / (1 + 2 * kChipMargin);
    for (cv::Point2d& point : points)
        point = (point + cv::Point2d(kChipMargin, kChipMargin)) * scale;
    return points;
}

std::array<cv::Point2d, 5> seen(const Landmarks& points) {
    const auto middle = [&](Landmark one, Landmark other) {
        return (in_picture(points, one) + in_picture(points, other)) / 2;
    };
    return {middle(Landmark::RightEyeOuter, Landmark::RightEyeInner),
            middle(Landmark::LeftEyeInner, Landmark::LeftEyeOuter),
            in_picture(points, Landmark::NoseTip),
            in_picture(points, Landmark::MouthRight),
            in_picture(points, Landmark::MouthLeft)};
}

template <std::size_t N>
cv::Point2d center_of(const std::array<cv::Point2d, N>& points) {
    cv::Point2d sum(0, 0);
    for (const cv::Point2d& point : points)
        sum += point;
    return sum / static_cast<double>(N);
}

// The turn, scale and move that bring the first points nearest to the second, in least squares.
cv::Matx23d similarity(const std::array<cv::Point2d, 5>& from,
                       const std::array<cv::Point2d, 5>& to) {
    const cv::Point2d from_center = center_of(from);
    const cv::Point2d to_center = center_of(to);
    double along = 0;
    double across = 0;
    double spread = 0;
    for (std::size_t point = 0; point < from.size(); ++point) {
        const cv::Point2d one = from.at(point) - from_center;
        const cv::Point2d other = to.at(point) - to_center;
        along += one.dot(other);
        across += one.cross(other);
        spread += one.dot(one);
    }
    if (spread <= 0) return {};
    along /= spread;
    across /= spread;
    return {along,
            -across,
            to_center.x - (along * from_center.x - across * from_center.y),
            across,
            along,
            to_center.y - (across * from_center.x + along * from_center.y)};
}

double variance(const cv::Mat& values) {
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(values, mean, deviation);
    return deviation[0] * deviation[0];
}

// As a part of its contrast, or every dark picture would be a blurred one. Of the face alone.
double sharpness_of(const cv::Mat& grey) {
    const int edge = kChipSide / 5;
    const cv::Mat face = grey(cv::Rect(edge, edge, kChipSide - 2 * edge, kChipSide - 2 * edge));
    cv::Mat edges;
    cv::Laplacian(face, edges, CV_16S);
    const double sharp = variance(edges);
    return sharp < kEdgesLeast ? 0 : sharp / std::max(variance(face), 1.0);
}

}  // namespace

FaceChip chip_of(const cv::Mat& picture, const Landmarks& points) {
    const auto from = seen(points);
    FaceChip chip;
    cv::warpAffine(picture,
                   chip.picture,
                   similarity(from, places()),
                   {kChipSide, kChipSide},
                   cv::INTER_LINEAR,
                   cv::BORDER_REPLICATE);
    cv::Mat grey;
    cv::cvtColor(chip.picture, grey, cv::COLOR_BGR2GRAY);
    const double light = cv::mean(grey)[0];
    chip.comparable = cv::norm(from.at(1) - from.at(0)) >= kEyesApartLeast &&
                      light >= kChipLightLeast && sharpness_of(grey) >= kChipSharpnessLeast;
    if (light > 0 && light < kChipLight)
        chip.picture.convertTo(chip.picture, -1, kChipLight / light);
    return chip;
}

Descriptor IdentityNetwork::describe(const FaceChip& chip) {
    network_.setInput(cv::dnn::blobFromImage(chip.picture,
                                             1 / 256.0,
                                             {kChipSide, kChipSide},
                                             cv::Scalar(122.782, 117.001, 104.298),
                                             /*swapRB=*/true));
    const cv::Mat output = network_.forward();
    ENSURE(output.total() == kDescriptorSize);
    Descriptor descriptor{};
    std::copy_n(output.ptr<float>(), kDescriptorSize, descriptor.begin());
    return descriptor;
}

Descriptor median_of(const std::vector<Descriptor>& descriptors) {
    ENSURE(!descriptors.empty());
    Descriptor median{};
    std::vector<float> column(descriptors.size());
    for (std::size_t place = 0; place < kDescriptorSize; ++place) {
        std::ranges::transform(descriptors, column.begin(), [&](const Descriptor& descriptor) {
            return descriptor.at(place);
        });
        const auto middle = column.begin() + static_cast<std::ptrdiff_t>(column.size() / 2);
        std::ranges::nth_element(column, middle);
        median.at(place) = *middle;
    }
    return median;
}

float distance_between(const Descriptor& one, const Descriptor& other) {
    float sum = 0;
    for (std::size_t place = 0; place < kDescriptorSize; ++place) {
        const float apart = one.at(place) - other.at(place);
        sum += apart * apart;
    }
    return std::sqrt(sum);
}

engine::SeenIdentity judged(float distance) {
    engine::SeenIdentity seen{.state = engine::IdentityState::Uncertain,
                              .distance = static_cast<int>(std::lround(distance * 1000))};
    if (distance < kMatchBelow) seen.state = engine::IdentityState::Match;
    if (distance > kMismatchAbove) seen.state = engine::IdentityState::Mismatch;
    return seen;
}

}  // namespace probant::candidate
