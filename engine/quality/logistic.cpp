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

void add_answer(Slopes& slopes, const MatchedAnswer& answer, const Terms& at, std::size_t terms) {
    const auto x = terms_of(answer);
    double z = 0;
    for (std::size_t k = 0; k < terms; ++k)
        z += at.at(k) * x.at(k);
    const double log_right = math::log_sigmoid(z);
    const double right = math::exp(log_right);
    slopes.log_likelihood += answer.right ? log_right : log_right - z;
    const double away = (answer.right ? 1.0 : 0.0) - right;
    const double weight = right * (1 - right);
    for (std::size_t k = 0; k < terms; ++k) {
        slopes.first.at(k) += away * x.at(k);
        for (std::size_t m = 0; m <= k; ++m)
            slopes.second.at(k).at(m) += weight * x.at(k) * x.at(m);
    }
}

Slopes slopes_at(const std::vector<MatchedAnswer>& answers, const Terms& at, std::size_t terms) {
    Slopes slopes;
    for (const MatchedAnswer& answer : answers)
        add_answer(slopes, answer, at, terms);
    return slopes;
}

using Square = std::array<Terms, kTermsMost>;

/// What is left of an element of Cholesky's factor once the columns before it are taken off.
double rest_of(const Square& matrix, std::size_t row, std::size_t column) {
    double rest = matrix.at(row).at(column);
    for (std::size_t j = 0; j < column; ++j)
        rest -= matrix.at(row).at(j) * matrix.at(column).at(j);
    return rest;
}

/// Cholesky's factor, in the lower triangle; nothing when the matrix is not positive.
std::optional<Square> factored(Square matrix, std::size_t terms) {
    for (std::size_t k = 0; k < terms; ++k) {
        const double scale = matrix.at(k).at(k);
        for (std::size_t m = 0; m < k; ++m)
            matrix.at(k).at(m) = rest_of(matrix, k, m) / matrix.at(m).at(m);
        const double square = rest_of(matrix, k, k);
        if (!(square > scale * kClose)) return std::nullopt;
        matrix.at(k).at(k) = std::sqrt(square);
    }
    return matrix;
}

/// Nothing when the matrix is not positive.
std::optional<Terms> solved(const Square& matrix, Terms right, std::size_t terms) {
    const auto factor = factored(matrix, terms);
    if (!factor) return std::nullopt;
    for (std::size_t k = 0; k < terms; ++k) {
        for (std::size_t j = 0; j < k; ++j)
            right.at(k) -= factor->at(k).at(j) * right.at(j);
        right.at(k) /= factor->at(k).at(k);
    }
    for (std::size_t k = terms; k-- > 0;) {
        for (std::size_t j = k + 1; j < terms; ++j)
            right.at(k) -= factor->at(j).at(k) * right.at(j);
        right.at(k) /= factor->at(k).at(k);
    }
    return right;
}

struct Fit {
    double log_likelihood{};
    Terms coefficients{};
};

/// Where a fit stands, and the derivatives there.
struct Standing {
    Terms coefficients{};
    Slopes slopes{};
};

/// One step of Newton's, halved while it would go down.
Standing moved(const std::vector<MatchedAnswer>& answers,
               std::size_t terms,
               const Standing& from,
               const Terms& step) {
    constexpr double kShortest = 1e-6;
    double length = 1;
    while (true) {
        Standing next{.coefficients = from.coefficients, .slopes = {}};
        for (std::size_t k = 0; k < terms; ++k)
            next.coefficients.at(k) += length * step.at(k);
        next.slopes = slopes_at(answers, next.coefficients, terms);
        if (next.slopes.log_likelihood >= from.slopes.log_likelihood || length < kShortest)
            return next;
        length /= 2;
    }
}

/// Newton's method; nothing when it runs away or the matrix is not positive.
std::optional<Fit> fitted(const std::vector<MatchedAnswer>& answers,
                          std::size_t terms,
                          const Terms& from) {
    Standing at{.coefficients = from, .slopes = slopes_at(answers, from, terms)};
    for (int steps = 0; steps < kStepsMost; ++steps) {
        const auto step = solved(at.slopes.second, at.slopes.first, terms);
        if (!step) return std::nullopt;
        double gain = 0;
        for (std::size_t k = 0; k < terms; ++k)
            gain += step->at(k) * at.slopes.first.at(k);
        if (gain < kClose)
            return Fit{.log_likelihood = at.slopes.log_likelihood, .coefficients = at.coefficients};
        at = moved(answers, terms, at, *step);
        const auto beyond = [](double value) { return std::abs(value) > kCoefficientMost; };
        if (std::ranges::any_of(at.coefficients, beyond)) return std::nullopt;
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
