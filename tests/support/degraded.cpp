// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/degraded.h"

#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace probant::tests {
namespace {

constexpr double kSmallFace = 60;  // pixels
constexpr double kRoll = 40;       // degrees

cv::Mat darker(const cv::Mat& picture, double light, double noise) {
    cv::Mat real;
    picture.convertTo(real, CV_32FC3, light);
    cv::Mat grain(picture.size(), CV_32FC3);
    cv::RNG dice(7);
    dice.fill(grain, cv::RNG::NORMAL, 0, noise);
    real += grain;
    cv::Mat dark;
    real.convertTo(dark, CV_8UC3);
    return dark;
}

cv::Mat blurred(const cv::Mat& picture, const cv::Rect& face) {
    cv::Mat soft;
    cv::GaussianBlur(picture, soft, {}, face.width / 25.0);
    return soft;
}

cv::Mat rolled(const cv::Mat& picture, const cv::Rect& face, double by) {
    const cv::Point2f center(static_cast<float>(face.x) + static_cast<float>(face.width) / 2,
                             static_cast<float>(face.y) + static_cast<float>(face.height) / 2);
    const cv::Mat turn = cv::getRotationMatrix2D(center, by, 1);
    cv::Mat turned;
    cv::warpAffine(picture, turned, turn, picture.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return turned;
}

// Far from the camera, before a wall.
cv::Mat far_away(const cv::Mat& picture, const cv::Rect& face, const cv::Size& size) {
    const double scale = kSmallFace / face.width;
    cv::Mat scaled;
    cv::resize(picture, scaled, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::Mat wall(size, CV_8UC3);
    cv::RNG dice(7);
    dice.fill(wall, cv::RNG::UNIFORM, cv::Scalar(96, 104, 110), cv::Scalar(108, 116, 122));
    const cv::Point at((size.width - scaled.cols) / 2, (size.height - scaled.rows) / 2);
    const cv::Rect shown = cv::Rect(at, scaled.size()) & cv::Rect({}, size);
    scaled(shown - at).copyTo(wall(shown));
    return wall;
}

cv::Mat painted_over(const cv::Mat& picture, const cv::Rect& where, const cv::Scalar& colour) {
    cv::Mat covered = picture.clone();
    covered(where & cv::Rect({}, picture.size())) = colour;
    return covered;
}

cv::Mat recoded(const cv::Mat& picture) {
    std::vector<unsigned char> jpeg;
    cv::imencode(".jpg", picture, jpeg, {cv::IMWRITE_JPEG_QUALITY, 30});
    return cv::imdecode(jpeg, cv::IMREAD_COLOR);
}

}  // namespace

std::string_view name_of(Degradation degradation) {
    switch (degradation) {
        case Degradation::Clean:
            return "clean";
        case Degradation::Dark:
            return "dark";
        case Degradation::VeryDark:
            return "very dark";
        case Degradation::Blurred:
            return "blurred";
        case Degradation::RolledLeft:
            return "rolled left";
        case Degradation::RolledRight:
            return "rolled right";
        case Degradation::Small:
            return "60 px in 640";
        case Degradation::SmallInLarge:
            return "60 px in 1280";
        case Degradation::Masked:
            return "masked";
        case Degradation::HalfCovered:
            return "half covered";
        case Degradation::Recoded:
            return "recoded";
    }
    return {};
}

cv::Mat degraded(const cv::Mat& picture, const cv::Rect& face, Degradation how) {
    switch (how) {
        case Degradation::Clean:
            return picture;
        case Degradation::Dark:
            return darker(picture, 0.25, 2);
        case Degradation::VeryDark:
            return darker(picture, 0.125, 2);
        case Degradation::Blurred:
            return blurred(picture, face);
        case Degradation::RolledLeft:
            return rolled(picture, face, kRoll);
        case Degradation::RolledRight:
            return rolled(picture, face, -kRoll);
        case Degradation::Small:
            return far_away(picture, face, {640, 480});
        case Degradation::SmallInLarge:
            return far_away(picture, face, {1280, 720});
        case Degradation::Masked:
            return painted_over(
                picture,
                {face.x, face.y + face.height * 55 / 100, face.width, face.height / 2},
                {180, 150, 120});
        case Degradation::HalfCovered:
            return painted_over(picture,
                                {face.x - face.width / 10,
                                 face.y - face.height / 5,
                                 face.width * 6 / 10,
                                 face.height * 13 / 10},
                                {60, 80, 60});
        case Degradation::Recoded:
            return recoded(picture);
    }
    return picture;
}

}  // namespace probant::tests
