// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/found_face.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <opencv2/imgproc.hpp>

namespace probant::candidate {
namespace {

bool is_same_face(const FoundFace& one, const FoundFace& surer) {
    const float shared = (one.box & surer.box).area();
    return overlap(one.box, surer.box) > kSameFace ||
           shared > kInsideFace * std::min(one.box.area(), surer.box.area());
}

}  // namespace

float overlap(const cv::Rect2f& one, const cv::Rect2f& other) {
    const float shared = (one & other).area();
    const float both = one.area() + other.area() - shared;
    return both > 0 ? shared / both : 0;
}

std::vector<FoundFace> keep_best(std::vector<FoundFace> faces) {
    std::ranges::stable_sort(faces, std::greater{}, &FoundFace::score);
    std::vector<FoundFace> kept;
    for (const FoundFace& face : faces) {
        const auto seen = [&](const FoundFace& surer) { return is_same_face(face, surer); };
        if (std::ranges::none_of(kept, seen)) kept.push_back(face);
    }
    return kept;
}

FoundFace moved_back(const FoundFace& face, const cv::Matx23d& made) {
    cv::Matx23d back;
    cv::invertAffineTransform(made, back);
    const cv::Vec3d center(face.box.x + face.box.width / 2, face.box.y + face.box.height / 2, 1);
    const cv::Vec2d at = back * center;
    const double scale = std::hypot(back(0, 0), back(1, 0));
    const double turn = std::atan2(back(1, 0), back(0, 0));
    const auto width = static_cast<float>(face.box.width * scale);
    const auto height = static_cast<float>(face.box.height * scale);
    return {.box = {static_cast<float>(at[0]) - width / 2,
                    static_cast<float>(at[1]) - height / 2,
                    width,
                    height},
            .score = face.score,
            .roll = face.roll + static_cast<float>(turn)};
}

}  // namespace probant::candidate
