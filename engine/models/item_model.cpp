// SPDX-License-Identifier: EUPL-1.2
#include "engine/models/item_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "crypto/base/ensure.h"
#include "engine/math/elementary.h"

namespace probant::engine {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double logit(const ItemModel& model, double theta) {
    return model.discrimination * (theta - model.difficulty);
}

/// 1 / (1 + exp(-z)), without overflow; 1 and 0 at the infinities.
double sigmoid(double z) {
    if (z == kInfinity) return 1.0;
    if (z == -kInfinity) return 0.0;
    if (z >= 0) return 1.0 / (1.0 + math::exp(-z));
    const double e = math::exp(z);
    return e / (1.0 + e);
}

/// The logits of reaching a category and of reaching the next: P_k = sigmoid(reached) -
/// sigmoid(passed). Category 0 is always reached, the last never passed.
struct Step {
    double reached{};
    double passed{};
};

Step step_of(const ItemModel& model, double theta, Category category) {
    ENSURE(category.value <= model.thresholds.size());
    const std::size_t k = category.value;
    const auto at = [&](std::size_t threshold) {
        return model.discrimination * (theta - model.thresholds[threshold]);
    };
    return {.reached = k == 0 ? kInfinity : at(k - 1),
            .passed = k == model.thresholds.size() ? -kInfinity : at(k)};
}

/// sigmoid(u) - sigmoid(v) = sigmoid(u) sigmoid(-v) (1 - exp(v - u)): a product loses nothing.
double graded_log_likelihood(const ItemModel& model, double theta, Category category) {
    const Step step = step_of(model, theta, category);
    double log = 0;
    if (step.reached != kInfinity) log += math::log_sigmoid(step.reached);
    if (step.passed != -kInfinity) log += math::log_sigmoid(-step.passed);
    if (step.reached == kInfinity || step.passed == -kInfinity) return log;
    const std::size_t k = category.value;
    const double apart = model.discrimination * (model.thresholds[k] - model.thresholds[k - 1]);
    return log + math::log1p(-math::exp(-apart));
}

double graded_slope(const ItemModel& model, double theta, Category category) {
    const Step step = step_of(model, theta, category);
    return model.discrimination * (1.0 - sigmoid(step.reached) - sigmoid(step.passed));
}

double graded_information(const ItemModel& model, double theta) {
    double sum = 0;
    for (std::uint32_t k = 0; k <= model.thresholds.size(); ++k) {
        const double slope = graded_slope(model, theta, Category{k});
        sum += math::exp(graded_log_likelihood(model, theta, Category{k})) * slope * slope;
    }
    return sum;
}

/// Where a 2PL or a 3PL informs most; information falls on both sides.
double peak_of(const ItemModel& model) {
    if (model.guessing == 0) return model.difficulty;
    return model.difficulty +
           math::log((1.0 + std::sqrt(1.0 + 8.0 * model.guessing)) / 2.0) / model.discrimination;
}

/// |I'| <= 2 a^3: the largest of points this close, and what can hide between them.
double graded_information_most(const ItemModel& model, double low, double high) {
    constexpr int kPoints = 17;
    double most = 0;
    for (int point = 0; point < kPoints; ++point) {
        const double share = static_cast<double>(point) / (kPoints - 1);
        most = std::max(most, graded_information(model, low + (high - low) * share));
    }
    const double a = model.discrimination;
    const double half_gap = (high - low) / (kPoints - 1) / 2;
    return most + 2.0 * a * a * a * half_gap;
}

}  // namespace

Category full_credit(const ItemModel& model) {
    if (!is_graded(model)) return {1};
    return {static_cast<std::uint32_t>(model.thresholds.size())};
}

double probability(const ItemModel& model, double theta, Category category) {
    if (is_graded(model)) return math::exp(graded_log_likelihood(model, theta, category));
    ENSURE(category.value <= 1);
    const double z = logit(model, theta);
    if (category.value == 0) return (1.0 - model.guessing) * sigmoid(-z);
    if (model.guessing == 0) return sigmoid(z);
    return model.guessing + (1.0 - model.guessing) * sigmoid(z);
}

double log_likelihood(const ItemModel& model, double theta, Category category) {
    if (is_graded(model)) return graded_log_likelihood(model, theta, category);
    ENSURE(category.value <= 1);
    const double z = logit(model, theta);
    if (model.guessing == 0) return math::log_sigmoid(category.value == 1 ? z : -z);
    if (category.value == 0) return math::log1p(-model.guessing) + math::log_sigmoid(-z);
    return math::log(probability(model, theta, category));
}

double log_likelihood_slope(const ItemModel& model, double theta, Category category) {
    if (is_graded(model)) return graded_slope(model, theta, category);
    ENSURE(category.value <= 1);
    const double z = logit(model, theta);
    if (category.value == 0) return -model.discrimination * sigmoid(z);
    if (model.guessing == 0) return model.discrimination * sigmoid(-z);
    const double rising = (1.0 - model.guessing) * sigmoid(z);
    return model.discrimination * sigmoid(-z) * rising / (model.guessing + rising);
}

double information(const ItemModel& model, double theta) {
    if (is_graded(model)) return graded_information(model, theta);
    const double z = logit(model, theta);
    const double a = model.discrimination;
    if (model.guessing == 0) {
        const double e = math::exp(z > 0 ? -z : z);  // at most 1: nothing overflows
        const double sum = 1.0 + e;
        return a * a * e / (sum * sum);
    }
    const double s = sigmoid(z);
    const double c = model.guessing;
    return a * a * (1.0 - c) * sigmoid(-z) * s * s / (c + (1.0 - c) * s);
}

double information_most(const ItemModel& model, double low, double high) {
    // A bound is computed with other roundings than the information it bounds.
    constexpr double kSlack = 1.0 + 1e-9;
    if (is_graded(model)) return graded_information_most(model, low, high) * kSlack;
    return information(model, std::clamp(peak_of(model), low, high)) * kSlack;
}

}  // namespace probant::engine
