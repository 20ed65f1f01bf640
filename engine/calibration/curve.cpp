// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/curve.h"

#include <algorithm>

#include "engine/math/elementary.h"

namespace probant::engine::calibration {
namespace {

/// sigmoid(z) and sigmoid(-z) with their logarithms, neither formed from the other.
struct Sigmoid {
    double value{};
    double rest{};
    double log_value{};
    double log_rest{};
};

Sigmoid sigmoid(double z) {
    const bool positive = z > 0;
    const double e = math::exp(positive ? -z : z);  // at most 1
    const double large = 1 / (1 + e);
    const double small = e / (1 + e);
    const double log_large = -math::log1p(e);
    const double log_small = log_large - (positive ? z : -z);
    if (positive) return {large, small, log_large, log_small};
    return {small, large, log_small, log_large};
}

void evaluate_two(const Parameters& parameters, double theta, Point& point) {
    const double rise = math::exp(parameters[kLogSlope]) * theta;
    const Sigmoid s = sigmoid(rise + parameters[kIntercept]);
    point[0].log_probability = s.log_rest;
    point[0].probability = s.rest;
    point[0].score[kLogSlope] = -rise * s.value;
    point[0].score[kIntercept] = -s.value;
    point[1].log_probability = s.log_value;
    point[1].probability = s.value;
    point[1].score[kLogSlope] = rise * s.rest;
    point[1].score[kIntercept] = s.rest;
}

void evaluate_three(const Parameters& parameters, double theta, Point& point) {
    const double rise = math::exp(parameters[kLogSlope]) * theta;
    const Sigmoid s = sigmoid(rise + parameters[kIntercept]);
    const Sigmoid c = sigmoid(parameters[kLogitGuessing]);
    const double right = c.value + c.rest * s.value;
    point[0].log_probability = c.log_rest + s.log_rest;
    point[0].probability = c.rest * s.rest;
    point[0].score[kIntercept] = -s.value;
    point[0].score[kLogSlope] = -rise * s.value;
    point[0].score[kLogitGuessing] = -c.value;
    const double slope = c.rest * s.value * s.rest / right;
    point[1].log_probability = math::log(right);
    point[1].probability = right;
    point[1].score[kIntercept] = slope;
    point[1].score[kLogSlope] = rise * slope;
    point[1].score[kLogitGuessing] = c.value * c.rest * s.rest / right;
}

/// P_k = sigmoid(u) - sigmoid(v) = sigmoid(u) sigmoid(-v) (1 - exp(v - u)), u = a theta + d_k.
void evaluate_graded(const Form& form, const Parameters& parameters, double theta, Point& point) {
    const double rise = math::exp(parameters[kLogSlope]) * theta;
    const std::size_t last = form.categories - 1;
    Sigmoid reached;  // of category 0: certain
    for (std::size_t k = 0; k <= last; ++k) {
        CategoryPoint& category = point.at(k);
        category.score = {};
        double log = 0;
        double slope = 0;
        const Sigmoid passed =
            k == last ? Sigmoid{} : sigmoid(rise + parameters.at(kIntercept + k));
        double crowding = 0;  // how the narrowness of the category answers to its ends
        if (k > 0 && k < last) {
            const double e =
                math::exp(parameters.at(kIntercept + k) - parameters.at(kIntercept + k - 1));
            log += math::log1p(-e);
            crowding = e / (1 - e);
        }
        if (k > 0) {
            log += reached.log_value;
            slope += reached.rest;
            category.score.at(kIntercept + k - 1) = reached.rest + crowding;
        }
        if (k < last) {
            log += passed.log_rest;
            slope -= passed.value;
            category.score.at(kIntercept + k) = -passed.value - crowding;
        }
        category.log_probability = log;
        category.probability = math::exp(log);
        category.score[kLogSlope] = rise * slope;
        reached = passed;
    }
}

struct Limits {
    double least{};
    double most{};
};

Limits limits_of(const Form& form, std::size_t n) {
    static const Limits slope{math::log(kSlopeLeast), math::log(kSlopeMost)};
    static const Limits guessing{math::log(kGuessingLeast / (1 - kGuessingLeast)),
                                 math::log(kGuessingMost / (1 - kGuessingMost))};
    if (n == kLogSlope) return slope;
    if (form.shape == Shape::ThreeParameters && n == kLogitGuessing) return guessing;
    return {.least = -kInterceptMost, .most = kInterceptMost};
}

}  // namespace

void evaluate(const Form& form, const Parameters& parameters, double theta, Point& point) {
    switch (form.shape) {
        case Shape::TwoParameters:
            return evaluate_two(parameters, theta, point);
        case Shape::ThreeParameters:
            return evaluate_three(parameters, theta, point);
        case Shape::Graded:
            return evaluate_graded(form, parameters, theta, point);
    }
}

Parameters within_limits(const Form& form, Parameters parameters) {
    for (std::size_t n = 0; n < form.parameters(); ++n) {
        const Limits limits = limits_of(form, n);
        parameters.at(n) = std::clamp(parameters.at(n), limits.least, limits.most);
    }
    return parameters;
}

bool at_limit(const Form& form, const Parameters& parameters, std::size_t n) {
    const Limits limits = limits_of(form, n);
    if (parameters.at(n) <= limits.least || parameters.at(n) >= limits.most) return true;
    if (form.shape != Shape::Graded || n == kLogSlope) return false;
    // The gap is met from above: a step that would cross it is shortened.
    constexpr double kMet = 2 * kInterceptGap;
    return (n > kIntercept && parameters.at(n - 1) - parameters.at(n) < kMet) ||
           (n + 1 < form.parameters() && parameters.at(n) - parameters.at(n + 1) < kMet);
}

bool in_order(const Form& form, const Parameters& parameters) {
    if (form.shape != Shape::Graded) return true;
    for (std::size_t n = kIntercept + 1; n < form.parameters(); ++n)
        if (parameters.at(n - 1) - parameters.at(n) < kInterceptGap) return false;
    return true;
}

}  // namespace probant::engine::calibration
