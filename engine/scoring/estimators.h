// engine/scoring/estimators.h: other estimates of an ability than the posterior's mean.
//
// Role        MAP, the most probable ability under a normal prior, and WLE, the weighted likelihood
//             estimate that corrects the first-order bias of maximum likelihood. For comparison
//             and research: results are scored with the EAP (posterior.h).
// Sources     WLE: Warm (1989), Psychometrika 54: dlogL/dtheta + J / (2 I) = 0, J the sum over
//             items and categories of P' P'' / P. SE: from the curvature of what is maximised, for
//             MAP the expected one, 1 / sqrt(I + 1 / sd^2).
// Invariants  Always an answer within ±kThetaLimit; where the equation has no root, that limit.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "engine/adaptive/posterior.h"
#include "engine/models/item_model.h"

namespace probant::engine {

/// Abilities are sought between these: beyond, no test measures.
constexpr double kThetaLimit = 20.0;

struct Answered {
    const ItemModel* item{};  ///< never null; outlives the call
    Category category{};
};

[[nodiscard]] Moments map_estimate(std::span<const Answered> answers, double prior_sd);

[[nodiscard]] Moments wle_estimate(std::span<const Answered> answers);

}  // namespace probant::engine
