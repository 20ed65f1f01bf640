// SPDX-License-Identifier: EUPL-1.2
#include "engine/scoring/profile.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

// The unknowns: theta, then the domains' deviations, then the competences'.
constexpr std::size_t kUnknowns = 1 + kDomains + kCompetences;

using Vector = std::array<double, kUnknowns>;
using Matrix = std::array<Vector, kUnknowns>;

constexpr double kPerMille = 1e-3;

// Ten steps bring any 32 answers to the last bits; the rest is for answers nobody has given yet.
constexpr int kStepsMax = 60;
constexpr double kStepMost = 1.0;  // a longer Newton step can leap over a narrow mode
constexpr double kConverged = 1e-12;

std::size_t unknown_of_domain(std::size_t domain) {
    return 1 + domain;
}

std::size_t unknown_of(Competence competence) {
    return 1 + kDomains + competence.index;
}

/// The three unknowns whose sum is a competence's ability.
std::array<std::size_t, 3> parts_of(Competence competence) {
    return {0, unknown_of_domain(competence.domain() - 1), unknown_of(competence)};
}

double square(double value) {
    return value * value;
}

Vector prior_variances(const Rules& rules) {
    Vector variances{};
    variances[0] = square(rules.score_prior_sd_milli * kPerMille);
    for (std::size_t domain = 0; domain < kDomains; ++domain) {
        variances.at(unknown_of_domain(domain)) =
            square(rules.publication.domain_sd_milli * kPerMille);
    }
    for (std::uint32_t index = 0; index < kCompetences; ++index) {
        variances.at(unknown_of(Competence{index})) =
            square(rules.publication.competence_sd_milli * kPerMille);
    }
    return variances;
}

double ability(const Vector& unknowns, Competence competence) {
    double sum = 0;
    for (const std::size_t part : parts_of(competence))
        sum += unknowns.at(part);
    return sum;
}

/// How the log posterior rises and bends at a point.
struct Slope {
    Vector gradient{};
    Matrix curvature{};  ///< minus the second derivatives: positive definite
};

void add_answer(Slope& slope, const PoolItem& item, double theta, Category category) {
    const double gain = log_likelihood_slope(item.model, theta, category);
    const double bend = information(item.model, theta);
    for (const std::size_t row : parts_of(item.competence)) {
        slope.gradient.at(row) += gain;
        for (const std::size_t column : parts_of(item.competence))
            slope.curvature.at(row).at(column) += bend;
    }
}

Slope slope_at(const Vector& unknowns,
               const Vector& variances,
               const TestState& state,
               const Pool& pool) {
    Slope slope;
    for (std::size_t n = 0; n < kUnknowns; ++n) {
        slope.gradient.at(n) = -unknowns.at(n) / variances.at(n);
        slope.curvature.at(n).at(n) = 1.0 / variances.at(n);
    }
    for (const GivenItem& given : state.given) {
        if (!is_answered(given)) continue;
        const PoolItem& item = pool.at(given.item);
        add_answer(slope, item, ability(unknowns, item.competence), given.category);
    }
    return slope;
}

/// What is left of a place of curvature once the columns of L before it are taken off.
double rest_of(const Matrix& curvature, const Matrix& lower, std::size_t row, std::size_t column) {
    double rest = curvature.at(row).at(column);
    for (std::size_t k = 0; k < column; ++k)
        rest -= lower.at(row).at(k) * lower.at(column).at(k);
    return rest;
}

/// The lower triangle L of curvature = L L'.
Matrix cholesky(const Matrix& curvature) {
    Matrix lower{};
    for (std::size_t row = 0; row < kUnknowns; ++row) {
        for (std::size_t column = 0; column < row; ++column) {
            lower.at(row).at(column) =
                rest_of(curvature, lower, row, column) / lower.at(column).at(column);
        }
        const double rest = rest_of(curvature, lower, row, row);
        ENSURE(rest > 0);  // priors make it so
        lower.at(row).at(row) = std::sqrt(rest);
    }
    return lower;
}

/// x with L L' x = right.
Vector solve(const Matrix& lower, const Vector& right) {
    Vector middle{};
    for (std::size_t row = 0; row < kUnknowns; ++row) {
        double rest = right.at(row);
        for (std::size_t k = 0; k < row; ++k)
            rest -= lower.at(row).at(k) * middle.at(k);
        middle.at(row) = rest / lower.at(row).at(row);
    }
    Vector solution{};
    for (std::size_t row = kUnknowns; row-- > 0;) {
        double rest = middle.at(row);
        for (std::size_t k = row + 1; k < kUnknowns; ++k)
            rest -= lower.at(k).at(row) * solution.at(k);
        solution.at(row) = rest / lower.at(row).at(row);
    }
    return solution;
}

double longest(const Vector& step) {
    double most = 0;
    for (const double part : step)
        most = std::max(most, std::abs(part));
    return most;
}

/// The mode, and the factor of the curvature there.
struct Mode {
    Vector unknowns{};
    Matrix lower{};
};

Mode find_mode(const TestState& state, const Pool& pool, const Vector& variances) {
    Mode mode;
    for (int step = 0; step < kStepsMax; ++step) {
        const Slope slope = slope_at(mode.unknowns, variances, state, pool);
        mode.lower = cholesky(slope.curvature);
        const Vector move = solve(mode.lower, slope.gradient);
        const double length = longest(move);
        const double shorten = length > kStepMost ? kStepMost / length : 1.0;
        for (std::size_t n = 0; n < kUnknowns; ++n)
            mode.unknowns.at(n) += shorten * move.at(n);
        if (length < kConverged) break;
    }
    return mode;
}

/// Mean and SD of a weighted sum of the unknowns.
Spread spread_of(const Mode& mode, const Vector& weights) {
    const Vector towards = solve(mode.lower, weights);
    Spread spread;
    double variance = 0;
    for (std::size_t n = 0; n < kUnknowns; ++n) {
        spread.mean += weights.at(n) * mode.unknowns.at(n);
        variance += weights.at(n) * towards.at(n);
    }
    spread.sd = std::sqrt(variance);
    return spread;
}

Vector domain_weights(std::size_t domain) {
    Vector weights{};
    for (std::size_t other = 0; other < kDomains; ++other) {
        weights.at(unknown_of_domain(other)) =
            other == domain ? 1.0 : -1.0 / static_cast<double>(kDomains - 1);
    }
    return weights;
}

CompetenceProfile competence_profile(const Mode& mode,
                                     const Vector& variances,
                                     Competence competence) {
    Vector whole{};
    Vector deviation{};
    double prior = 0;
    for (const std::size_t part : parts_of(competence)) {
        whole.at(part) = 1.0;
        if (part == 0) continue;
        deviation.at(part) = 1.0;
        prior += variances.at(part);
    }
    const Spread ability = spread_of(mode, whole);
    return {.ability = ability,
            .reliability = 1.0 - square(spread_of(mode, deviation).sd) / prior,
            .ability_reliability = 1.0 - square(ability.sd) / (prior + variances[0])};
}

}  // namespace

Profile profile_of(const TestState& state, const Pool& pool, const Rules& rules) {
    const Vector variances = prior_variances(rules);
    const Mode mode = find_mode(state, pool, variances);
    Profile profile;
    for (std::size_t domain = 0; domain < kDomains; ++domain)
        profile.domains.at(domain) = spread_of(mode, domain_weights(domain));
    for (std::uint32_t index = 0; index < kCompetences; ++index)
        profile.competences.at(index) = competence_profile(mode, variances, Competence{index});
    return profile;
}

}  // namespace probant::engine
