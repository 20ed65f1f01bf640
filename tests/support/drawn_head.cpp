// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/drawn_head.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace probant::tests {
namespace {

// The head's own axes, in half widths of a head: x to its left, which is the right of a picture, y
// down, z away from the camera when it looks at it.
using Vector = cv::Vec3d;

constexpr double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

// From the axes of the head to those of the picture: pitch first, then yaw, then roll.
cv::Matx33d turning(const HeadAngles& angles) {
    const double p = radians(angles.pitch);
    const double y = radians(angles.yaw);
    const double r = radians(angles.roll);
    const cv::Matx33d pitch(1, 0, 0, 0, std::cos(p), std::sin(p), 0, -std::sin(p), std::cos(p));
    const cv::Matx33d yaw(std::cos(y), 0, -std::sin(y), 0, 1, 0, std::sin(y), 0, std::cos(y));
    const cv::Matx33d roll(std::cos(r), -std::sin(r), 0, std::sin(r), std::cos(r), 0, 0, 0, 1);
    return roll * yaw * pitch;
}

struct Ellipsoid {
    Vector center;
    Vector radii;
};

struct Hit {
    double depth{};
    Vector at;      // head's axes
    Vector normal;  // head's axes
};

// Where a ray along `ahead` first meets an ellipsoid.
std::optional<Hit> meet(const Ellipsoid& body, const Vector& from, const Vector& ahead) {
    Vector start = from - body.center;
    Vector step = ahead;
    for (int axis = 0; axis < 3; ++axis) {
        start[axis] /= body.radii[axis];
        step[axis] /= body.radii[axis];
    }
    const double a = step.dot(step);
    const double b = start.dot(step);
    const double inside = b * b - a * (start.dot(start) - 1);
    if (inside < 0) return std::nullopt;
    const double depth = (-b - std::sqrt(inside)) / a;
    const Vector at = from + ahead * depth;
    Vector normal = at - body.center;
    for (int axis = 0; axis < 3; ++axis)
        normal[axis] /= body.radii[axis] * body.radii[axis];
    return Hit{.depth = depth, .at = at, .normal = normal / cv::norm(normal)};
}

const Ellipsoid kSkull{{0, 0, 0}, {1, 1.32, 1.12}};
const Ellipsoid kNose{{0, 0.16, -1.08}, {0.17, 0.27, 0.26}};
const Ellipsoid kBridge{{0, -0.08, -1.04}, {0.1, 0.3, 0.13}};
const Ellipsoid kNeck{{0, 1.6, 0.25}, {0.55, 1.2, 0.55}};
const Ellipsoid kChin{{0, 0.98, -0.62}, {0.36, 0.3, 0.3}};

bool within(double x, double y, double half_width, double half_height) {
    const double across = x / half_width;
    const double down = y / half_height;
    return across * across + down * down < 1;
}

const Vector kSkin{120, 155, 205};  // blue, green, red
const Vector kHair{30, 40, 55};
const Vector kLips{90, 90, 165};
const Vector kWhite{225, 228, 230};
const Vector kIris{60, 70, 80};
const Vector kDark{25, 25, 30};

// What is painted on the skull where it faces ahead.
Vector painted(const Vector& at) {
    const bool front = at[2] < 0.15;
    if (at[1] < -0.82 + 0.12 * at[0] * at[0] || (!front && at[1] < 0.5)) return kHair;
    if (!front) return kSkin;
    const double x = std::abs(at[0]) - 0.42;
    if (within(x, at[1] + 0.2, 0.07, 0.075))
        return within(x, at[1] + 0.2, 0.032, 0.034) ? kDark : kIris;
    if (within(x, at[1] + 0.2, 0.19, 0.085)) return kWhite;
    if (within(x, at[1] + 0.2, 0.225, 0.115)) return kSkin * 0.55;
    if (within(x, at[1] + 0.44 - 0.12 * x, 0.27, 0.05)) return kHair;
    if (within(at[0], at[1] - 0.7, 0.36, 0.015)) return kLips * 0.4;
    if (within(at[0], at[1] - 0.7, 0.37, 0.1)) return kLips;
    return kSkin;
}

// Nostrils are what tells a nose from a ball.
Vector nose_painted(const Vector& at) {
    const double x = std::abs(at[0]) - 0.075;
    return at[1] > 0.3 && within(x, at[2] + 1.16, 0.045, 0.06) ? kSkin * 0.35 : kSkin;
}

struct Seen {
    Hit hit;
    Vector colour;
};

std::optional<Seen> look(const Vector& from, const Vector& ahead) {
    std::optional<Seen> nearest;
    const auto see = [&](const Ellipsoid& body, auto paint) {
        const auto hit = meet(body, from, ahead);
        if (hit && (!nearest || hit->depth < nearest->hit.depth))
            nearest = Seen{.hit = *hit, .colour = paint(hit->at)};
    };
    see(kSkull, painted);
    see(kNose, nose_painted);
    see(kBridge, [](const Vector&) { return kSkin; });
    see(kChin, [](const Vector&) { return kSkin; });
    see(kNeck, [](const Vector&) { return kSkin * 0.9; });
    return nearest;
}

}  // namespace

cv::Mat draw(const DrawnHead& head) {
    const cv::Matx33d turn = turning(head.angles);
    const cv::Matx33d back = turn.t();
    const Vector ahead = back * Vector(0, 0, 1);
    const Vector light = cv::normalize(Vector(-0.35, -0.55, -0.75));
    const double half = head.width / 2;
    cv::Mat picture = head.behind.empty() ? cv::Mat(head.size, CV_8UC3, cv::Scalar(150, 140, 130))
                                          : head.behind.clone();
    for (int row = 0; row < picture.rows; ++row) {
        for (int column = 0; column < picture.cols; ++column) {
            const Vector from =
                back * Vector((column - head.center.x) / half, (row - head.center.y) / half, -5);
            const auto seen = look(from, ahead);
            if (!seen) continue;
            const double lit = std::max(0.0, light.dot(turn * seen->hit.normal));
            const Vector colour = seen->colour * (0.45 + 0.65 * lit);
            auto& pixel = picture.at<cv::Vec3b>(row, column);
            for (int channel = 0; channel < 3; ++channel)
                pixel[channel] = cv::saturate_cast<unsigned char>(colour[channel]);
        }
    }
    return picture;
}

}  // namespace probant::tests
