// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/face_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>

#include <opencv2/imgproc.hpp>

#include "candidate/vision/square.h"
#include "engine/proctoring/observation.h"

namespace probant::candidate {
namespace {

// From these on the landmarks confirm a face. A weak candidate wants more: a dog's is .79, that of
// a face of which half is covered .82 and more, what is no face at all seldom .01.
constexpr float kConfirms = 0.5F;
constexpr float kConfirmsWeak = 0.8F;

// A detector so sure is believed against the landmarks, which a profile may leave without a word.
constexpr float kSureAlone = 0.65F;
constexpr float kNeverAlone = 1.1F;

constexpr double kWideMargin = 0.75;  // … the tightest want more
constexpr double kMargin = 0.25;      // tight crops lose one face in twenty
constexpr double kDark = 70;          // mean grey below which a picture is made lighter
constexpr double kLighterMean = 110;  // … to this mean
constexpr double kGainMax = 12;       // beyond it, only noise is made lighter
constexpr int kPartSideLeast = 320;  // pixels: a face of 60 in it is as large as the detector needs
constexpr int kPartsInSide = 4;      // parts are no smaller than this part of the long side
constexpr float kPartFaceLeast = 30;  // pixels: what is smaller in a part is its texture
constexpr double kTurn = 35 * std::numbers::pi / 180;

double mean_grey(const cv::Mat& picture) {
    const cv::Scalar mean = cv::mean(picture);
    return (mean[0] + mean[1] + mean[2]) / 3;
}

cv::Mat lighter(const cv::Mat& picture, double mean) {
    const double gain = std::clamp(kLighterMean / std::max(mean, 1.0), 1.0, kGainMax);
    cv::Mat scaled;
    picture.convertTo(scaled, -1, gain);
    return scaled;
}

// Where parts of this length begin so that they cover a side and overlap by a third or more.
std::vector<int> beginnings(int side, int part) {
    if (part >= side) return {0};
    const int steps = (3 * (side - part) + 2 * part - 1) / (2 * part);
    std::vector<int> begin;
    for (int step = 0; step <= steps; ++step)
        begin.push_back((side - part) * step / steps);
    return begin;
}

}  // namespace

FaceSearch::Faces FaceSearch::with_margin(const cv::Mat& picture, double margin) {
    const int across = cvRound(picture.cols * margin);
    const int down = cvRound(picture.rows * margin);
    cv::Mat larger;
    cv::copyMakeBorder(
        picture, larger, down, down, across, across, cv::BORDER_CONSTANT, cv::Scalar::all(0));
    Faces faces = detector_.detect(larger);
    for (FoundFace& face : faces)
        face = moved_back(face, cv::Matx23d(1, 0, across, 0, 1, down));
    return faces;
}

FaceSearch::Faces FaceSearch::turned(const cv::Mat& picture, double by) {
    const auto reach = static_cast<float>(std::hypot(picture.cols, picture.rows));
    const Region region{.center = cv::Point2f(static_cast<float>(picture.cols) / 2,
                                              static_cast<float>(picture.rows) / 2),
                        .reach = reach,
                        .roll = static_cast<float>(by)};
    const Square square = cut_square(picture, region, std::max(picture.cols, picture.rows));
    Faces faces = detector_.detect(square.picture);
    for (FoundFace& face : faces)
        face = moved_back(face, square.made);
    return faces;
}

FaceSearch::Faces FaceSearch::in_parts(const cv::Mat& picture) {
    const int side = std::max(kPartSideLeast, std::max(picture.cols, picture.rows) / kPartsInSide);
    const cv::Size part(std::min(side, picture.cols), std::min(side, picture.rows));
    if (part == picture.size() || !detector_.reads_small_squares()) return {};
    Faces all;
    for (const int top : beginnings(picture.rows, part.height)) {
        for (const int left : beginnings(picture.cols, part.width)) {
            for (const FoundFace& face : detector_.detect(picture(cv::Rect({left, top}, part)))) {
                if (face.box.width < kPartFaceLeast) continue;
                all.push_back(moved_back(face, cv::Matx23d(1, 0, -left, 0, 1, -top)));
            }
        }
    }
    return keep_best(std::move(all));
}

std::optional<BelievedFace> FaceSearch::believed(const cv::Mat& picture,
                                                 const FoundFace& face,
                                                 float sure_alone) {
    if (landmarks_ == nullptr) {
        if (face.score < kPresenceScore) return std::nullopt;
        return BelievedFace{.face = face, .mesh = {}};
    }
    FaceMesh mesh = landmarks_->find(picture, face);
    if (mesh.score >= (face.score >= kPresenceScore ? kConfirms : kConfirmsWeak)) {
        BelievedFace confirmed{.face = face, .mesh = std::move(mesh)};
        confirmed.face.score = std::max(face.score, kPresenceScore);
        return confirmed;
    }
    if (face.score < sure_alone) return std::nullopt;
    return BelievedFace{.face = face, .mesh = {}};
}

std::vector<BelievedFace> FaceSearch::believed(const cv::Mat& picture,
                                               const Faces& faces,
                                               float sure_alone) {
    std::vector<BelievedFace> kept;
    for (const FoundFace& face : faces) {
        if (kept.size() == engine::kFacesAtMost) break;
        if (auto one = believed(picture, face, sure_alone)) kept.push_back(std::move(*one));
    }
    return kept;
}

std::vector<BelievedFace> FaceSearch::find(const cv::Mat& picture) {
    // A dark picture is made lighter first: in the dark the nearest of two is found, and the other
    // no more.
    const double light = mean_grey(picture);
    const cv::Mat shown = light < kDark ? lighter(picture, light) : picture;
    auto faces = believed(shown, detector_.detect(shown), kSureAlone);
    if (!faces.empty()) return faces;
    const std::array<std::function<Faces()>, 6> looks{
        [&] { return light < kDark ? detector_.detect(picture) : Faces{}; },
        [&] { return with_margin(shown, kMargin); },
        [&] { return with_margin(shown, kWideMargin); },
        [&] { return in_parts(shown); },
        [&] { return turned(shown, kTurn); },
        [&] { return turned(shown, -kTurn); }};
    for (const auto& look : looks) {
        // Looking again and again finds something in the end: alone, a detector no longer counts.
        faces = believed(shown, look(), kNeverAlone);
        if (!faces.empty()) break;
    }
    return faces;
}

}  // namespace probant::candidate
