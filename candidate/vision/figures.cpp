// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/figures.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace probant::candidate {
namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 240;

constexpr int kHashSide = 32;  // pixels of the square whose waves are weighed
constexpr int kHashWaves = 8;  // in each direction, from the longest on; the mean is none of them

// A wave counts from here on: what another encoding or the noise of a camera makes of an even wall
// is a tenth of it.
constexpr float kWaveLeast = 4;

constexpr std::uint64_t kFirstPrime = 0x9E3779B185EBCA87U;
constexpr std::uint64_t kSecondPrime = 0xC2B2AE3D27D4EB4FU;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
    hash ^= word * kSecondPrime;
    hash = (hash << 31U) | (hash >> 33U);
    return hash * kFirstPrime;
}

std::uint64_t mixed_row(std::uint64_t hash, std::span<const unsigned char> bytes) {
    while (!bytes.empty()) {
        std::uint64_t word = 0;
        const std::size_t count = std::min(bytes.size(), sizeof word);
        std::memcpy(&word, bytes.data(), count);
        hash = mixed(hash, word);
        bytes = bytes.subspan(count);
    }
    return hash;
}

cv::Mat grey_of(const cv::Mat& picture) {
    cv::Mat scaled;
    // Linear where the picture is small, or averaging would leave a mosaic.
    const bool smaller = picture.cols >= kWidth && picture.rows >= kHeight;
    cv::resize(
        picture, scaled, {kWidth, kHeight}, 0, 0, smaller ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::Mat grey;
    cv::cvtColor(scaled, grey, cv::COLOR_BGR2GRAY);
    return grey;
}

int whole(double value) {
    return static_cast<int>(std::lround(value));
}

}  // namespace

std::uint64_t perceptual_hash(const cv::Mat& grey) {
    cv::Mat real;
    grey.convertTo(real, CV_32F);
    cv::resize(real, real, {kHashSide, kHashSide}, 0, 0, cv::INTER_AREA);
    cv::Mat waves;
    cv::dct(real, waves);
    std::uint64_t hash = 0;
    for (int row = 1; row <= kHashWaves; ++row) {
        for (int column = 1; column <= kHashWaves; ++column)
            hash = (hash << 1U) | (waves.at<float>(row, column) > kWaveLeast ? 1U : 0U);
    }
    return hash;
}

std::uint64_t exact_hash(const cv::Mat& picture) {
    std::uint64_t hash = mixed(kFirstPrime, static_cast<std::uint64_t>(picture.cols));
    hash = mixed(hash, static_cast<std::uint64_t>(picture.rows));
    const auto bytes = static_cast<std::size_t>(picture.cols) * picture.elemSize();
    for (int row = 0; row < picture.rows; ++row)
        hash = mixed_row(hash, {picture.ptr<unsigned char>(row), bytes});
    return hash;
}

engine::PictureFigures FigureMeter::measure(const cv::Mat& picture) {
    cv::Mat grey = grey_of(picture);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(grey, mean, deviation);
    cv::Mat edges;
    cv::Laplacian(grey, edges, CV_16S);
    cv::Scalar edge_mean;
    cv::Scalar edge_deviation;
    cv::meanStdDev(edges, edge_mean, edge_deviation);
    engine::PictureFigures figures{.light = whole(mean[0]),
                                   .deviation = whole(deviation[0] * 10),
                                   .sharpness = whole(edge_deviation[0] * edge_deviation[0]),
                                   .change = 0,
                                   .hash = perceptual_hash(grey),
                                   .exact = exact_hash(picture)};
    if (!before_.empty()) {
        const double apart = cv::norm(grey, before_, cv::NORM_L1);
        figures.change = whole(apart * 1000 / static_cast<double>(grey.total()));
    }
    before_ = std::move(grey);
    return figures;
}

}  // namespace probant::candidate
