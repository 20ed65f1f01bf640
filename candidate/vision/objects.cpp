// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/objects.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <span>
#include <string>

#include <opencv2/imgproc.hpp>

#include "candidate/vision/square.h"

namespace probant::candidate {
namespace {

constexpr int kWidth = 384;  // pixels that the network reads: the shape of a camera's picture
constexpr int kHeight = 288;

// In the order of the network's channels: the conversion keeps these of COCO's eighty.
constexpr std::array kLabels{engine::ObjectLabel::Person,
                             engine::ObjectLabel::Laptop,
                             engine::ObjectLabel::Phone,
                             engine::ObjectLabel::Book};

// The network wants each colour divided by its own deviation, which blobFromImage cannot do.
cv::Mat blob_of(const cv::Mat& picture) {
    cv::Mat real;
    into_frame(picture, {kWidth, kHeight}).picture.convertTo(real, CV_32FC3);
    real -= cv::Scalar(103.53, 116.28, 123.675);
    cv::multiply(real, cv::Scalar(1 / 57.375, 1 / 57.12, 1 / 58.395), real);
    return cv::dnn::blobFromImage(real);
}

// The best logit of a label at any place of one output: a plane of it for each label.
float best_of(const cv::Mat& output, std::size_t label) {
    const std::span<const float> logits(output.ptr<float>(), output.total());
    const std::size_t places = logits.size() / kLabels.size();
    return std::ranges::max(logits.subspan(label * places, places));
}

float chance(float logit) {
    return 1.0F / (1.0F + std::exp(-logit));
}

}  // namespace

std::vector<engine::SeenObject> ObjectHints::find(const cv::Mat& picture) {
    network_.setInput(blob_of(picture));
    std::vector<cv::Mat> outputs;
    network_.forward(outputs, std::vector<std::string>{"c8", "c16", "c32"});
    std::vector<engine::SeenObject> objects;
    for (std::size_t label = 0; label < kLabels.size(); ++label) {
        const auto logit_at = [&](const cv::Mat& output) { return best_of(output, label); };
        const float best = chance(std::ranges::max(outputs | std::views::transform(logit_at)));
        if (best < kObjectScore) continue;
        const auto score = static_cast<int>(std::lround(best * 1000));
        objects.push_back({.label = kLabels.at(label), .score = score});
    }
    std::ranges::stable_sort(objects, std::greater{}, &engine::SeenObject::score);
    return objects;
}

}  // namespace probant::candidate
