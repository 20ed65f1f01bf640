// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/objects.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>

#include <opencv2/imgproc.hpp>

namespace probant::candidate {
namespace {

constexpr int kObjectsSide = 416;        // pixels of the square that the network reads
constexpr std::size_t kCocoLabels = 80;  // scores at each place

struct Label {
    std::size_t coco{};
    engine::ObjectLabel label{};
};

constexpr std::array kLabels{Label{0, engine::ObjectLabel::Person},
                             Label{63, engine::ObjectLabel::Laptop},
                             Label{67, engine::ObjectLabel::Phone},
                             Label{73, engine::ObjectLabel::Book}};

// The network wants each colour divided by its own deviation, which blobFromImage cannot do.
cv::Mat blob_of(const cv::Mat& picture) {
    cv::Mat scaled;
    cv::resize(picture, scaled, {kObjectsSide, kObjectsSide}, 0, 0, cv::INTER_AREA);
    cv::Mat real;
    scaled.convertTo(real, CV_32FC3);
    real -= cv::Scalar(103.53, 116.28, 123.675);
    cv::multiply(real, cv::Scalar(1 / 57.375, 1 / 57.12, 1 / 58.395), real);
    return cv::dnn::blobFromImage(real);
}

// The best score of a label at any place of one output.
float best_of(const cv::Mat& output, std::size_t label) {
    const std::span<const float> scores(output.ptr<float>(), output.total());
    float best = 0;
    for (std::size_t place = label; place < scores.size(); place += kCocoLabels)
        best = std::max(best, scores[place]);
    return best;
}

}  // namespace

std::vector<engine::SeenObject> ObjectHints::find(const cv::Mat& picture) {
    network_.setInput(blob_of(picture));
    std::vector<cv::Mat> outputs;
    network_.forward(outputs, std::vector<std::string>{"c8", "c16", "c32"});
    std::vector<engine::SeenObject> objects;
    for (const auto& [coco, label] : kLabels) {
        float best = 0;
        for (const cv::Mat& output : outputs)
            best = std::max(best, best_of(output, coco));
        const auto score = static_cast<int>(std::lround(best * 1000));
        if (best >= kObjectScore) objects.push_back({.label = label, .score = score});
    }
    std::ranges::stable_sort(objects, std::greater{}, &engine::SeenObject::score);
    return objects;
}

}  // namespace probant::candidate
