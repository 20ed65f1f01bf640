// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/face_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <opencv2/imgproc.hpp>

#include "candidate/vision/square.h"
#include "engine/proctoring/observation.h"

namespace probant::candidate {
namespace {

using Faces = std::vector<FoundFace>;

constexpr double kMargin = 0.25;      // tight crops lose one face in twenty
constexpr double kDark = 70;          // mean grey below which a picture is made lighter
constexpr double kLighterMean = 110;  // … to this mean
constexpr double kGainMax = 12;       // beyond it, only noise is made lighter
constexpr int kPartsFrom = 480;       // pixels of the long side from which parts are searched
constexpr double kPart = 0.6;         // of each side: parts overlap, so that none cuts every face
constexpr double kTurn = 35 * std::numbers::pi / 180;

Faces with_margin(FaceDetector& detector, const cv::Mat& picture) {
    const int across = cvRound(picture.cols * kMargin);
    const int down = cvRound(picture.rows * kMargin);
    cv::Mat larger;
    cv::copyMakeBorder(
        picture, larger, down, down, across, across, cv::BORDER_CONSTANT, cv::Scalar::all(0));
    Faces faces = detector.detect(larger);
    for (FoundFace& face : faces)
        face = moved_back(face, cv::Matx23d(1, 0, across, 0, 1, down));
    return faces;
}

cv::Mat lighter(const cv::Mat& picture, double mean) {
    const double gain = std::clamp(kLighterMean / std::max(mean, 1.0), 1.0, kGainMax);
    cv::Mat scaled;
    picture.convertTo(scaled, -1, gain);
    return scaled;
}

Faces turned(FaceDetector& detector, const cv::Mat& picture, double by) {
    const auto reach = static_cast<float>(std::hypot(picture.cols, picture.rows));
    const Region region{.center = cv::Point2f(static_cast<float>(picture.cols) / 2,
                                              static_cast<float>(picture.rows) / 2),
                        .reach = reach,
                        .roll = static_cast<float>(by)};
    const Square square = cut_square(picture, region, std::max(picture.cols, picture.rows));
    Faces faces = detector.detect(square.picture);
    for (FoundFace& face : faces)
        face = moved_back(face, square.made);
    return faces;
}

Faces in_parts(FaceDetector& detector, const cv::Mat& picture) {
    const int width = cvRound(picture.cols * kPart);
    const int height = cvRound(picture.rows * kPart);
    Faces all;
    for (const int left : {0, picture.cols - width})
        for (const int top : {0, picture.rows - height}) {
            Faces faces = detector.detect(picture(cv::Rect(left, top, width, height)));
            for (const FoundFace& face : faces)
                all.push_back(moved_back(face, cv::Matx23d(1, 0, -left, 0, 1, -top)));
        }
    return keep_best(std::move(all));
}

Faces look_again(FaceDetector& detector, const cv::Mat& picture) {
    Faces faces = with_margin(detector, picture);
    if (!faces.empty()) return faces;
    if (std::max(picture.cols, picture.rows) >= kPartsFrom) faces = in_parts(detector, picture);
    if (!faces.empty()) return faces;
    faces = turned(detector, picture, kTurn);
    if (!faces.empty()) return faces;
    return turned(detector, picture, -kTurn);
}

}  // namespace

std::vector<FoundFace> search_faces(FaceDetector& detector, const cv::Mat& picture) {
    Faces faces = detector.detect(picture);
    if (faces.empty()) {
        const cv::Scalar mean = cv::mean(picture);
        const double light = (mean[0] + mean[1] + mean[2]) / 3;
        const bool dark = light < kDark;
        const cv::Mat shown = dark ? lighter(picture, light) : picture;
        if (dark) faces = detector.detect(shown);
        if (faces.empty()) faces = look_again(detector, shown);
    }
    if (faces.size() > engine::kFacesAtMost) faces.resize(engine::kFacesAtMost);
    return faces;
}

}  // namespace probant::candidate
