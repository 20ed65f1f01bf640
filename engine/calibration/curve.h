// engine/calibration/curve.h: an item as calibration moves it: ln of the slope, and intercepts.
//
// Role        P(reaching k) = sigmoid(a theta + d_k); in these coordinates the likelihood is nearly
//             quadratic, and a stays positive. The parameters of an item are ln a, d_1 > … > d_m,
//             and for a 3PL the logit of c. b_k = -d_k / a.
// Invariants  Scores are derivatives of the log probabilities with respect to the parameters.
//             Nothing is infinite inside the limits.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>

#include "engine/models/item_model.h"

namespace probant::engine::calibration {

enum class Shape {
    TwoParameters,
    ThreeParameters,
    Graded,
};

constexpr std::size_t kParametersMost = 1 + kThresholdsMost;
constexpr std::size_t kCategoriesMost = 1 + kThresholdsMost;

using Parameters = std::array<double, kParametersMost>;

constexpr std::size_t kLogSlope = 0;
constexpr std::size_t kIntercept = 1;
constexpr std::size_t kLogitGuessing = 2;  ///< of a 3PL

// An item that runs to one of these limits is flagged: its answers do not say where it is.
constexpr double kSlopeLeast = 0.02;
constexpr double kSlopeMost = 12.0;
constexpr double kInterceptMost = 30.0;
constexpr double kGuessingLeast = 1e-5;
constexpr double kGuessingMost = 0.9;
constexpr double kInterceptGap = 1e-3;  ///< between two intercepts of a graded item

/// What is moved: how many numbers, and over how many categories.
struct Form {
    Shape shape{};
    std::size_t categories{2};

    [[nodiscard]] std::size_t parameters() const {
        if (shape == Shape::Graded) return categories;
        return shape == Shape::ThreeParameters ? 3 : 2;
    }
};

struct CategoryPoint {
    double log_probability;
    double probability;
    Parameters score;  ///< Only as many as the form has parameters.
};

/// An item at one ability. Not initialised: evaluate() writes what the form has, and it is the
/// innermost loop.
using Point = std::array<CategoryPoint, kCategoriesMost>;

void evaluate(const Form& form, const Parameters& parameters, double theta, Point& point);

/// The nearest parameters inside the limits.
[[nodiscard]] Parameters within_limits(const Form& form, Parameters parameters);

/// Whether this parameter is at one of its limits.
[[nodiscard]] bool at_limit(const Form& form, const Parameters& parameters, std::size_t n);

/// Whether the intercepts of a graded item fall.
[[nodiscard]] bool in_order(const Form& form, const Parameters& parameters);

}  // namespace probant::engine::calibration
