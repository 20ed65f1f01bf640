// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/hog_detector.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <dlib/array2d.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <opencv2/imgproc.hpp>

namespace probant::candidate {
namespace {

// The window of the model is 80 pixels: a face of 50 is found in a picture made 1.6 times larger.
constexpr double kLarger = 1.6;

// Larger pictures are scaled down to this, or a frame would take a second.
constexpr double kLongSideMax = 1100;

// dlib's distance from the border between face and nothing, as the other detector's scores: what
// it gives at all is at least .5, and its sure ones (1 and above) pass .65 well.
float as_score(double distance) {
    return static_cast<float>(1 / (1 + std::exp(-2 * distance)));
}

dlib::array2d<unsigned char> copied(const cv::Mat& grey) {
    dlib::array2d<unsigned char> copy(grey.rows, grey.cols);
    for (int row = 0; row < grey.rows; ++row)
        std::copy_n(grey.ptr<unsigned char>(row), grey.cols, &copy[row][0]);
    return copy;
}

}  // namespace

struct HogDetector::Hidden {
    std::vector<FoundFace> detect(const cv::Mat& picture, double scale);

    dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
};

std::vector<FoundFace> HogDetector::Hidden::detect(const cv::Mat& picture, double scale) {
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    const cv::Size size(std::max(1, cvRound(grey.cols * scale)),
                        std::max(1, cvRound(grey.rows * scale)));
    cv::resize(grey, grey, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    std::vector<std::pair<double, dlib::rectangle>> found;
    detector(copied(grey), found, 0.0);
    std::vector<FoundFace> faces;
    for (const auto& [distance, box] : found) {
        const FoundFace face{.box = {static_cast<float>(box.left()),
                                     static_cast<float>(box.top()),
                                     static_cast<float>(box.width()),
                                     static_cast<float>(box.height())},
                             .score = as_score(distance),
                             .roll = 0};
        faces.push_back(moved_back(face, cv::Matx23d(scale, 0, 0, 0, scale, 0)));
    }
    return keep_best(std::move(faces));
}

HogDetector::HogDetector() : hidden_(std::make_unique<Hidden>()) {}

HogDetector::~HogDetector() = default;

std::vector<FoundFace> HogDetector::detect(const cv::Mat& picture) {
    const double most = kLongSideMax / std::max(picture.cols, picture.rows);
    auto faces = hidden_->detect(picture, std::min(1.0, most));
    if (!faces.empty() || most <= 1) return faces;
    return hidden_->detect(picture, std::min(kLarger, most));
}

}  // namespace probant::candidate
