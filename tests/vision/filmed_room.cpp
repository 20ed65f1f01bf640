// SPDX-License-Identifier: EUPL-1.2
#include "tests/vision/filmed_room.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <opencv2/imgproc.hpp>

#include "tests/support/cleared_pictures.h"

namespace probant::tests {
namespace {

// What drifts, each by itself.
enum Channel { kAcross, kDown, kNear, kYaw, kPitch, kRoll, kFidget, kLight, kSide };

std::uint64_t mixed(std::uint64_t seed, std::uint64_t channel, std::uint64_t step) {
    return seed * 0x9E3779B97F4A7C15U + channel * 0xC2B2AE3D27D4EB4FU + step * 0x165667B19E3779F9U;
}

double value_at(std::uint64_t seed, int channel, double step) {
    cv::RNG dice(mixed(
        seed + 1, static_cast<std::uint64_t>(channel) + 1, static_cast<std::uint64_t>(step) + 1));
    (void)dice.next();
    return dice.uniform(-1.0, 1.0);
}

// How wide a face is in a film, pixels: a portrait has to fill the picture.
double face_width(Sitter sitter) {
    switch (sitter) {
        case Sitter::Drawn:
            return 72;
        case Sitter::Astronaut:
            return 92;
        case Sitter::Admiral:
            return 130;
    }
    return 0;
}

cv::Point2d middle_of(const cv::Rect& face) {
    return {face.x + face.width / 2.0, face.y + face.height / 2.0};
}

// A portrait scaled about its face, turned and laid so that the face is at a place.
cv::Matx23d laid(const Portrait& portrait, double width, double roll, const cv::Point2d& center) {
    const cv::Point2d face = middle_of(portrait.face);
    cv::Mat turn = cv::getRotationMatrix2D(face, roll, width / portrait.face.width);
    turn.at<double>(0, 2) += center.x - face.x;
    turn.at<double>(1, 2) += center.y - face.y;
    return turn;
}

}  // namespace

std::string_view name_of(Sitter sitter) {
    switch (sitter) {
        case Sitter::Drawn:
            return "drawn";
        case Sitter::Astronaut:
            return "astronaut";
        case Sitter::Admiral:
            return "admiral";
    }
    return {};
}

std::optional<Portrait> portrait_of(Sitter sitter) {
    if (sitter == Sitter::Drawn) return std::nullopt;
    const bool astronaut = sitter == Sitter::Astronaut;
    auto picture = cleared_picture(kOnePerson.at(astronaut ? 0 : 1));
    if (!picture) return std::nullopt;
    const cv::Rect face = astronaut ? cv::Rect(178, 78, 98, 100) : cv::Rect(165, 135, 200, 200);
    return Portrait{.picture = std::move(*picture), .face = face};
}

double drift(std::uint64_t seed, int channel, double second, double period) {
    const double step = std::floor(second / period);
    const double part = second / period - step;
    const double eased = part * part * (3 - 2 * part);
    const double from = value_at(seed, channel, step);
    return from + (value_at(seed, channel, step + 1) - from) * eased;
}

cv::Mat room(const cv::Size& size, std::uint64_t seed) {
    cv::RNG dice(mixed(seed + 11, 1, 1));
    cv::Mat wall(
        size,
        CV_8UC3,
        cv::Scalar(dice.uniform(110, 170), dice.uniform(110, 170), dice.uniform(110, 170)));
    const int book = std::max(4, size.width / 34);
    const int shelf = size.height * 2 / 9;
    for (int left = 0; left < size.width; left += book) {
        const int height = dice.uniform(shelf / 2, shelf * 7 / 8);
        const cv::Rect back(left, shelf - height, std::min(book - 1, size.width - left), height);
        wall(back) =
            cv::Scalar(dice.uniform(40, 200), dice.uniform(40, 200), dice.uniform(40, 200));
    }
    return wall;
}

cv::Mat with_grain(cv::Mat picture, std::uint64_t number) {
    cv::Mat grain(picture.size(), CV_8UC3);
    cv::RNG dice(mixed(number + 1, 3, 5));
    dice.fill(grain, cv::RNG::UNIFORM, 0, 6);
    picture += grain;
    return picture;
}

void lay_head(const Portrait& portrait, double width, const cv::Point2d& center, cv::Mat& on) {
    const cv::Matx23d where = laid(portrait, width, 0, center);
    cv::Mat moved;
    cv::warpAffine(portrait.picture, moved, where, on.size(), cv::INTER_AREA);
    cv::Mat mask(portrait.picture.size(), CV_8UC1, cv::Scalar::all(0));
    const cv::Point2d face = middle_of(portrait.face);
    const cv::Size2d half(portrait.face.width * 0.72, portrait.face.height * 0.95);
    cv::ellipse(mask, {face, half * 2.0, 0.0}, cv::Scalar::all(255), cv::FILLED);
    cv::Mat shown;
    cv::warpAffine(mask, shown, where, on.size(), cv::INTER_NEAREST);
    moved.copyTo(on, shown);
}

FilmedRoom::FilmedRoom(Sitter sitter, std::uint64_t seed)
    : sitter_(sitter), seed_(seed), behind_(room(kFilmSize, seed)), portrait_(portrait_of(sitter)) {
    if (sitter == Sitter::Drawn) return;
    other_ = portrait_of(sitter == Sitter::Astronaut ? Sitter::Admiral : Sitter::Astronaut);
    if (!portrait_ || !other_)
        throw std::runtime_error(
            "astronaut.png or grace_hopper.jpg is absent: install "
            "python3-skimage and python-matplotlib-data");
}

DrawnHead FilmedRoom::head(double second) const {
    return {.angles = {.yaw = 9 * drift(seed_, kYaw, second, 2.7) +
                              2 * drift(seed_, kFidget, second, 0.9),
                       .pitch = 6 * drift(seed_, kPitch, second, 3.1),
                       .roll = 7 * drift(seed_, kRoll, second, 5.3)},
            .size = kFilmSize,
            .width = face_width(sitter_) + 8 * drift(seed_, kNear, second, 8.9),
            .center = {158 + 24 * drift(seed_, kAcross, second, 6.1),
                       112 + 8 * drift(seed_, kDown, second, 4.3)},
            .behind = behind_};
}

cv::Mat FilmedRoom::moved_portrait(double second) const {
    const cv::Point2d center(
        158 + 14 * drift(seed_, kAcross, second, 6.1) + drift(seed_, kFidget, second, 0.9),
        112 + 7 * drift(seed_, kDown, second, 4.3));
    const double width = face_width(sitter_) * (1 + 0.08 * drift(seed_, kNear, second, 8.9));
    const double roll = 7 * drift(seed_, kRoll, second, 5.3);
    cv::Mat picture;
    cv::warpAffine(portrait_->picture,
                   picture,
                   laid(*portrait_, width, roll, center),
                   kFilmSize,
                   cv::INTER_AREA,
                   cv::BORDER_REFLECT_101);
    return picture;
}

// Clouds before a window.
cv::Mat FilmedRoom::lit(const cv::Mat& picture, double second) const {
    return picture * (0.92 + 0.12 * drift(seed_, kLight, second, 17));
}

cv::Mat FilmedRoom::at_work(double second) const {
    return can_turn() ? turned(second, {}) : lit(moved_portrait(second), second);
}

cv::Mat FilmedRoom::turned(double second, const HeadAngles& by) const {
    DrawnHead turning = head(second);
    turning.angles.yaw += by.yaw;
    turning.angles.pitch += by.pitch;
    turning.angles.roll += by.roll;
    return lit(draw(turning), second);
}

cv::Mat FilmedRoom::left_empty(double second) const {
    return lit(behind_, second);
}

cv::Mat FilmedRoom::accompanied(double second) const {
    cv::Mat picture = at_work(second);
    const bool right = value_at(seed_, kSide, 0) > 0;
    const double width = 54 + 6 * drift(seed_, kSide, second, 3.7);
    const cv::Point2d beside(right ? 282 : 38, 96 + 8 * drift(seed_, kSide, second, 5.9));
    if (other_) {
        lay_head(*other_, width, beside, picture);
        return picture;
    }
    const DrawnHead other{.size = kFilmSize, .width = width, .center = beside, .behind = picture};
    return draw(other);
}

}  // namespace probant::tests
