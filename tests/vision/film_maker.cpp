// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <span>
#include <string>
#include <string_view>

#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include "tests/support/drawn_head.h"

namespace probant::tests {
namespace {

constexpr int kRate = 5;  // frames a second, as a station's camera
constexpr double kSeconds = 40;
const cv::Size kSize{480, 360};

// What a camera sees of a room: a wall, a shelf with books.
cv::Mat room() {
    cv::Mat wall(kSize, CV_8UC3, cv::Scalar(150, 140, 130));
    cv::RNG dice(11);
    for (int left = 0; left < kSize.width; left += 14) {
        const int height = dice.uniform(40, 70);
        const cv::Scalar colour(
            dice.uniform(40, 200), dice.uniform(40, 200), dice.uniform(40, 200));
        wall(cv::Rect(left, 80 - height, std::min(12, kSize.width - left), height)) = colour;
    }
    return wall;
}

// A person who sits and works: a little movement, that never comes back quite the same.
DrawnHead at_work(double second) {
    return {.angles = {.yaw = 6 * std::sin(second * 0.7) + 3 * std::sin(second * 1.9),
                       .pitch = 3 * std::sin(second * 0.53)},
            .size = kSize,
            .width = 105,
            .center = {235 + 20 * std::sin(second * 0.31), 165 + 6 * std::sin(second * 0.83)},
            .behind = room()};
}

cv::Mat with_grain(cv::Mat picture, int frame) {
    cv::Mat grain(picture.size(), CV_8UC3);
    cv::RNG dice(static_cast<std::uint64_t>(frame) + 1);
    dice.fill(grain, cv::RNG::UNIFORM, 0, 6);
    picture += grain;
    return picture;
}

bool between(double second, double from, double to) {
    return second >= from && second < to;
}

cv::Mat steady(double second) {
    return draw(at_work(second));
}

cv::Mat leaves(double second) {
    return between(second, 20, 32) ? room() : draw(at_work(second));
}

cv::Mat second_person(double second) {
    cv::Mat picture = draw(at_work(second));
    if (!between(second, 20, 30)) return picture;
    const DrawnHead other{.size = kSize, .width = 80, .center = {405, 150}, .behind = room()};
    const cv::Rect beside(340, 0, 140, 360);
    draw(other)(beside).copyTo(picture(beside));
    return picture;
}

cv::Mat looks_away(double second) {
    DrawnHead head = at_work(second);
    if (between(second, 25, 33)) head.angles.yaw += 45;
    return draw(head);
}

cv::Mat covered(double second) {
    if (between(second, 20, 28)) return {kSize, CV_8UC3, cv::Scalar::all(6)};
    return draw(at_work(second));
}

// Night, and one lamp far behind.
cv::Mat dark(double second) {
    cv::Mat picture = draw(at_work(second)) * 0.12;
    picture(cv::Rect(430, 20, 25, 40)) = cv::Scalar::all(230);
    return picture;
}

cv::Mat frozen(double second) {
    return draw(at_work(between(second, 20, 32) ? 20 : second));
}

// What may come in a sitting: alone, away, back, accompanied, alone, a covered lens, and from the
// fiftieth second on the same seconds again and again.
cv::Mat sitting(double second) {
    if (between(second, 10, 18)) return room();
    if (between(second, 24, 30)) return second_person(second - 4);
    if (between(second, 36, 41)) return {kSize, CV_8UC3, cv::Scalar::all(6)};
    return draw(at_work(second));
}

// From the eighth second on, the same seconds again and again.
double looped_second(double second, double period) {
    return second < 8 ? second : 8 + std::fmod(second - 8, period);
}

struct Named {
    std::string_view name;
    cv::Mat (*show)(double second);
    double seconds = kSeconds;
};

constexpr std::array kScenes{Named{"steady", steady},
                             Named{"leaves", leaves},
                             Named{"second_person", second_person},
                             Named{"looks_away", looks_away},
                             Named{"covered", covered},
                             Named{"dark", dark},
                             Named{"frozen", frozen},
                             Named{"sitting", sitting, 80},
                             Named{"looped", steady},
                             Named{"looped_recoded", steady}};

// When what is shown at a second was filmed.
double filmed_at(std::string_view scene, double second) {
    if (scene == "looped") return looped_second(second, 6);
    if (scene == "looped_recoded") return looped_second(second, 5.3);
    if (scene == "sitting" && second >= 50) return 44 + std::fmod(second - 44, 6);
    if (scene == "frozen" && between(second, 20, 32)) return 20;
    return second;
}

bool make_film(const Named& scene, const std::string& file) {
    cv::VideoWriter film(file, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), kRate, kSize);
    if (!film.isOpened()) return false;
    const int frames = cvRound(kRate * scene.seconds);
    for (int frame = 0; frame < frames; ++frame) {
        const double second = filmed_at(scene.name, static_cast<double>(frame) / kRate);
        // What is filmed from a screen is grained anew, what is fed in is the same to the pixel.
        const int grain = scene.name == "looped_recoded" ? frame : cvRound(second * kRate);
        film.write(with_grain(scene.show(second), grain));
    }
    return true;
}

}  // namespace
}  // namespace probant::tests

int main(int argc, char** argv) {
    const std::span<char*> given(argv, static_cast<std::size_t>(argc));
    const std::string wanted = given.size() == 3 ? given[1] : "";
    for (const auto& scene : probant::tests::kScenes) {
        if (scene.name == wanted) return probant::tests::make_film(scene, given[2]) ? 0 : 1;
    }
    std::cerr << "Usage: film_maker SCENE FILE.avi\n"
                 "Draws forty seconds and more of a head that is filmed. Scenes:";
    for (const auto& scene : probant::tests::kScenes)
        std::cerr << ' ' << scene.name;
    std::cerr << '\n';
    return 2;
}
