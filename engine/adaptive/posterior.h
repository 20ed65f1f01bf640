// engine/adaptive/posterior.h: what the answers so far say of an ability.
//
// Role        The log-likelihood of the answers on a grid of abilities, to which any prior can be
//             applied: N(0, 1) to choose questions, N(0, sd 2) to score.
// Grid        kNodes nodes on [-8, 8], Gregory's end corrections. A trapezoid converges
//             geometrically on a smooth bell: with a step of .08 the error of theta stays below
//             1e-6 down to a posterior SD of .07 (32 items of discrimination 5, twice what a bank
//             may hold); the corrections serve all-right and all-wrong, whose bell is cut at ±8.
// Invariants  Adding answers in one order gives the same bits on every machine and compiler.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/adaptive/grid.h"
#include "engine/models/item_model.h"

namespace probant::engine {

/// An ability and how well it is known, in millionths: what the journal keeps.
struct Estimate {
    std::int64_t theta_micro{};
    std::int64_t se_micro{};
    friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// The log-likelihood at each node; all zero before the first answer.
struct Likelihood {
    OnGrid log{};
    friend bool operator==(const Likelihood&, const Likelihood&) = default;
};

/// The log of the probability of this answer at each node.
[[nodiscard]] OnGrid log_likelihood_on_grid(const ItemModel& model, Category category);

/// `log_likelihood`: of this answer to this question, at each node (Pool::log_likelihood).
void add_answer(Likelihood& likelihood, const OnGrid& log_likelihood);

/// The mean and the SD of a posterior.
struct Moments {
    double mean{};
    double sd{};
};

[[nodiscard]] Moments moments(const Likelihood& likelihood, std::uint32_t prior_sd_milli);

/// The same in millionths, rounded half away from zero.
[[nodiscard]] Estimate estimate(const Likelihood& likelihood, std::uint32_t prior_sd_milli);

/// The posterior probability of each node under a prior N(0, sd): they sum to 1.
[[nodiscard]] OnGrid node_probabilities(const Likelihood& likelihood, std::uint32_t prior_sd_milli);

}  // namespace probant::engine
