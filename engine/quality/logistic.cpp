// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/logistic.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/math/distributions.h"
#include "engine/math/elementary.h"

namespace probant::engine::quality {
namespace {

constexpr std::size_t kTermsMost = 4;
constexpr int kStepsMost = 30;
constexpr double kClose = 1e-9;
constexpr double kCoefficientMost = 50;  // beyond, the maximum is at infinity

using Terms = std::array<double, kTermsMost>;

Terms terms_of(const MatchedAnswer& answer) {
    const double focal = answer.focal ? 1 : 0;
    return {1, answer.ability, focal, answer.ability * focal};
}

/// The first derivatives and minus the second ones of a log-likelihood.
struct Slopes {
    double log_likelihood{};
    Terms first{};
    std::array<Terms, kTermsMost> second{};
};

Slopes slopes_at(const std::vector<MatchedAnswer>& answers, const Terms& at, std::size_t terms) {
    Slopes slopes;
    for (const MatchedAnswer& answer : answers) {
        const auto x = terms_of(answer);
        double z = 0;
        for (std::size_t k = 0; k < terms; ++k)
            z += at[k] * x[k];
        const double log_right = math::log_sigmoid(z);
        const double right = math::exp(log_right);
        slopes.log_likelihood += answer.right ? log_right : log_right - z;
        const double away = (answer.right ? 1.0 : 0.0) - right;
        const double weight = right * (1 - right);
        for (std::size_t k = 0; k < terms; ++k) {
            slopes.first[k] += away * x[k];
            for (std::size_t m = 0; m <= k; ++m)
                slopes.second[k][m] += weight * x[k] * x[m];
        }
    }
    return slopes;
}

/// Solves by Cholesky's factors; nothing when the matrix is not positive.
std::optional<Terms> solved(std::array<Terms, kTermsMost> matrix, Terms right, std::size_t terms) {
    for (std::size_t k = 0; k < terms; ++k) {
        const double scale = matrix[k][k];
        for (std::size_t m = 0; m <= k; ++m) {
            double sum = matrix[k][m];
            for (std::size_t j = 0; j < m; ++j)
                sum -= matrix[k][j] * matrix[m][j];
            if (m < k) {
                matrix[k][m] = sum / matrix[m][m];
                continue;
            }
            if (!(sum > scale * kClose)) return std::nullopt;
            matrix[k][k] = std::sqrt(sum);
        }
    }
    for (std::size_t k = 0; k < terms; ++k) {
        for (std::size_t j = 0; j < k; ++j)
            right[k] -= matrix[k][j] * right[j];
        right[k] /= matrix[k][k];
    }
    for (std::size_t k = terms; k > 0; --k) {
        for (std::size_t j = k; j < terms; ++j)
            right[k - 1] -= matrix[j][k - 1] * right[j];
        right[k - 1] /= matrix[k - 1][k - 1];
    }
    return right;
}

struct Fit {
    double log_likelihood{};
    Terms coefficients{};
};

/// Newton's method, with half a step where a whole one would go down.
std::optional<Fit> fitted(const std::vector<MatchedAnswer>& answers,
                          std::size_t terms,
                          const Terms& from) {
    Fit fit{.log_likelihood = 0, .coefficients = from};
    auto slopes = slopes_at(answers, fit.coefficients, terms);
    for (int steps = 0; steps < kStepsMost; ++steps) {
        const auto step = solved(slopes.second, slopes.first, terms);
        if (!step) return std::nullopt;
        double gain = 0;
        for (std::size_t k = 0; k < terms; ++k)
            gain += (*step)[k] * slopes.first[k];
        if (gain < kClose) {
            fit.log_likelihood = slopes.log_likelihood;
            return fit;
        }
        double length = 1;
        while (true) {
            Terms next = fit.coefficients;
            for (std::size_t k = 0; k < terms; ++k)
                next[k] += length * (*step)[k];
            const auto there = slopes_at(answers, next, terms);
            if (there.log_likelihood >= slopes.log_likelihood || length < 1e-6) {
                fit.coefficients = next;
                slopes = there;
                break;
            }
            length /= 2;
        }
        const auto beyond = [](double value) { return std::abs(value) > kCoefficientMost; };
        if (std::ranges::any_of(fit.coefficients, beyond)) return std::nullopt;
    }
    return std::nullopt;
}

RatioTest ratio_test(double smaller, double larger, double freedom) {
    const double chi_square = std::max(2 * (larger - smaller), 0.0);
    return {.chi_square = chi_square, .p = math::chi_square_upper(chi_square, freedom)};
}

/// Nagelkerke's share of what could be explained.
double explained(double nothing, double model, double n) {
    return (1 - math::exp(2 * (nothing - model) / n)) / (1 - math::exp(2 * nothing / n));
}

}  // namespace

std::optional<LogisticDif> logistic_dif(const std::vector<MatchedAnswer>& answers) {
    const auto nothing = fitted(answers, 1, {});
    if (!nothing) return std::nullopt;
    const auto ability = fitted(answers, 2, nothing->coefficients);
    if (!ability) return std::nullopt;
    const auto group = fitted(answers, 3, ability->coefficients);
    if (!group) return std::nullopt;
    const auto product = fitted(answers, 4, group->coefficients);
    if (!product) return std::nullopt;
    const auto n = static_cast<double>(answers.size());
    const double base = nothing->log_likelihood;
    return LogisticDif{.uniform = ratio_test(ability->log_likelihood, group->log_likelihood, 1),
                       .non_uniform = ratio_test(group->log_likelihood, product->log_likelihood, 1),
                       .both = ratio_test(ability->log_likelihood, product->log_likelihood, 2),
                       .group_effect = group->coefficients[2],
                       .size = explained(base, product->log_likelihood, n) -
                               explained(base, ability->log_likelihood, n)};
}

LogisticSize logistic_size(const LogisticDif& found, bool significant) {
    constexpr double kModerate = 0.035;
    constexpr double kLarge = 0.070;
    if (!significant || found.size < kModerate) return LogisticSize::Negligible;
    return found.size < kLarge ? LogisticSize::Moderate : LogisticSize::Large;
}

}  // namespace probant::engine::quality
