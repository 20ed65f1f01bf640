// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/face_network.h"

#include <cmath>
#include <span>
#include <string>

#include "candidate/vision/square.h"

namespace probant::candidate {
namespace {

constexpr int kSide = 192;    // pixels of the square that the network reads
constexpr int kPlaces = 48;   // in a row and in a column
constexpr int kNumbers = 16;  // at each place: centre and size of the box, then six points

float chance(float logit) {
    return 1.0F / (1.0F + std::exp(-logit));
}

// What the network says at one place, in pixels of the square.
FoundFace face_at(int place, std::span<const float> numbers, float score) {
    constexpr float kStep = static_cast<float>(kSide) / kPlaces;
    const int row = place / kPlaces;
    const int column = place % kPlaces;
    const float x = (static_cast<float>(column) + 0.5F) * kStep;
    const float y = (static_cast<float>(row) + 0.5F) * kStep;
    const float width = numbers[2];
    const float height = numbers[3];
    return {.box = {x + numbers[0] - width / 2, y + numbers[1] - height / 2, width, height},
            .score = score,
            .roll = std::atan2(numbers[7] - numbers[5], numbers[6] - numbers[4])};
}

}  // namespace

std::vector<FoundFace> FaceNetwork::detect(const cv::Mat& picture) {
    const Square square = into_square(picture, kSide);
    network_.setInput(cv::dnn::blobFromImage(
        square.picture, 1 / 127.5, {kSide, kSide}, cv::Scalar::all(127.5), /*swapRB=*/true));
    std::vector<cv::Mat> outputs;
    network_.forward(
        outputs,
        std::vector<std::string>{"reshaped_regressor_face_4", "reshaped_classifier_face_4"});
    const std::span<const float> boxes(outputs.front().ptr<float>(), outputs.front().total());
    const std::span<const float> logits(outputs.back().ptr<float>(), outputs.back().total());
    std::vector<FoundFace> faces;
    for (int place = 0; place < kPlaces * kPlaces; ++place) {
        const auto index = static_cast<std::size_t>(place);
        const float score = chance(logits[index]);
        if (score < kCandidateScore) continue;
        const FoundFace face = face_at(place, boxes.subspan(index * kNumbers, kNumbers), score);
        faces.push_back(moved_back(face, square.made));
    }
    return keep_best(std::move(faces));
}

}  // namespace probant::candidate
