// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/prior.h"

#include <cmath>
#include <numbers>

#include "engine/math/elementary.h"

namespace probant::engine::calibration {
namespace {

double log_normal(const Normal& normal, double value) {
    const double away = (value - normal.mean) / normal.sd;
    return -away * away / 2 - math::log(normal.sd * std::sqrt(2 * std::numbers::pi));
}

/// Intercepts lie after the slope, the guessing of a 3PL after its only one.
std::size_t end_of_intercepts(const Form& form) {
    return form.shape == Shape::Graded ? form.parameters() : kIntercept + 1;
}

}  // namespace

double log_density(const Priors& priors, const Form& form, const Parameters& parameters) {
    const double slope = math::exp(parameters[kLogSlope]);
    double sum = log_normal(priors.log_slope, parameters[kLogSlope]);
    for (std::size_t n = kIntercept; n < end_of_intercepts(form); ++n)
        sum += log_normal(priors.difficulty, -parameters.at(n) / slope) - parameters[kLogSlope];
    if (form.shape == Shape::ThreeParameters)
        sum += log_normal(priors.logit_guessing, parameters[kLogitGuessing]);
    return sum;
}

void add_prior(const Priors& priors,
               const Form& form,
               const Parameters& parameters,
               Parameters& gradient,
               Symmetric& information) {
    const auto precision = [](const Normal& normal) { return 1 / (normal.sd * normal.sd); };
    const double slope = math::exp(parameters[kLogSlope]);
    gradient[kLogSlope] -=
        (parameters[kLogSlope] - priors.log_slope.mean) * precision(priors.log_slope);
    information.at(kLogSlope, kLogSlope) += precision(priors.log_slope);
    const double weight = precision(priors.difficulty);
    for (std::size_t n = kIntercept; n < end_of_intercepts(form); ++n) {
        // b = -d / a: its derivatives are -b with respect to ln a and -1 / a to d.
        const double b = -parameters.at(n) / slope;
        const double away = (b - priors.difficulty.mean) * weight;
        gradient[kLogSlope] += away * b - 1;
        gradient.at(n) += away / slope;
        information.at(kLogSlope, kLogSlope) += weight * b * b;
        information.at(n, kLogSlope) += weight * b / slope;
        information.at(n, n) += weight / (slope * slope);
    }
    if (form.shape != Shape::ThreeParameters) return;
    const double away = parameters[kLogitGuessing] - priors.logit_guessing.mean;
    gradient[kLogitGuessing] -= away * precision(priors.logit_guessing);
    information.at(kLogitGuessing, kLogitGuessing) += precision(priors.logit_guessing);
}

}  // namespace probant::engine::calibration
