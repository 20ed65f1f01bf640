// SPDX-License-Identifier: EUPL-1.2
#include "engine/scoring/estimators.h"

#include <cmath>

namespace probant::engine {
namespace {

/// A second derivative by differences: exact to a few millionths, which Warm's correction needs.
constexpr double kDifference = 1e-3;

double total_slope(std::span<const Answered> answers, double theta) {
    double sum = 0;
    for (const Answered& answered : answers)
        sum += log_likelihood_slope(*answered.item, theta, answered.category);
    return sum;
}

double total_information(std::span<const Answered> answers, double theta) {
    double sum = 0;
    for (const Answered& answered : answers)
        sum += information(*answered.item, theta);
    return sum;
}

/// The sum over an item's categories of P' P'' / P; P' = P s and P'' = P (s^2 + s'), s the
/// total_slope of ln P.
double skew(const ItemModel& item, double theta) {
    double sum = 0;
    for (std::uint32_t k = 0; k <= full_credit(item).value; ++k) {
        const Category category{k};
        const double s = log_likelihood_slope(item, theta, category);
        const double bend = (log_likelihood_slope(item, theta + kDifference, category) -
                             log_likelihood_slope(item, theta - kDifference, category)) /
                            (2 * kDifference);
        sum += probability(item, theta, category) * s * (s * s + bend);
    }
    return sum;
}

/// The root of a function that falls through zero, by halving; a limit where it has none.
template <class Function>
double falling_root(const Function& function) {
    double low = -kThetaLimit;
    double high = kThetaLimit;
    constexpr int kHalvings = 60;
    for (int n = 0; n < kHalvings; ++n) {
        const double middle = (low + high) / 2;
        (function(middle) > 0 ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

Moments map_estimate(std::span<const Answered> answers, double prior_sd) {
    const double precision = 1 / (prior_sd * prior_sd);
    const double theta =
        falling_root([&](double at) { return total_slope(answers, at) - at * precision; });
    return {.mean = theta, .sd = 1 / std::sqrt(total_information(answers, theta) + precision)};
}

Moments wle_estimate(std::span<const Answered> answers) {
    const auto weighted_slope = [&](double at) {
        const double known = total_information(answers, at);
        if (known <= 0) return at > 0 ? -1.0 : 1.0;  // nothing is told so far out: come back
        double sum = 0;
        for (const Answered& answered : answers)
            sum += skew(*answered.item, at);
        return total_slope(answers, at) + sum / (2 * known);
    };
    const double theta = falling_root(weighted_slope);
    const double bend =
        (weighted_slope(theta - kDifference) - weighted_slope(theta + kDifference)) /
        (2 * kDifference);
    return {.mean = theta, .sd = bend > 0 ? 1 / std::sqrt(bend) : kThetaLimit};
}

}  // namespace probant::engine
