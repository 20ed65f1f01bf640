// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/face_landmarks.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include <opencv2/imgproc.hpp>

#include "candidate/vision/square.h"

namespace probant::candidate {
namespace {

constexpr int kMeshSide = 192;   // pixels of the square that the network reads
constexpr float kAround = 1.5F;  // of the face's box: what the network was trained to see

}  // namespace

FaceMesh FaceLandmarks::find(const cv::Mat& picture, const FoundFace& face) {
    const Region region{
        .center = {face.box.x + face.box.width / 2, face.box.y + face.box.height / 2},
        .reach = kAround * std::max(face.box.width, face.box.height),
        .roll = face.roll};
    const Square square = cut_square(picture, region, kMeshSide);
    network_.setInput(cv::dnn::blobFromImage(
        square.picture, 1 / 255.0, {kMeshSide, kMeshSide}, cv::Scalar(), /*swapRB=*/true));
    std::vector<cv::Mat> outputs;
    network_.forward(outputs, std::vector<std::string>{"conv2d_21", "conv2d_31"});
    const std::span<const float> numbers(outputs.front().ptr<float>(), outputs.front().total());
    const float logit = *outputs.back().ptr<float>();
    cv::Matx23d back;
    cv::invertAffineTransform(square.made, back);
    const float unit = region.reach / kMeshSide;
    FaceMesh mesh{.points = {}, .score = 1.0F / (1.0F + std::exp(-logit))};
    mesh.points.reserve(kLandmarks);
    for (std::size_t number = 0; number < kLandmarks; ++number) {
        const auto point = numbers.subspan(3 * number, 3);
        const cv::Vec2d seen = back * cv::Vec3d(point[0], point[1], 1);
        mesh.points.emplace_back(
            static_cast<float>(seen[0]), static_cast<float>(seen[1]), point[2] * unit);
    }
    return mesh;
}

}  // namespace probant::candidate
