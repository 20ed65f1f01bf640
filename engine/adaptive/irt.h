// engine/adaptive/irt.h: the two-parameter logistic model (D = 1), in the log domain.
//
// Role        P(right) = 1 / (1 + exp(-a(theta - b))). 1 - P is never formed by a subtraction,
// which
//             would round to 0 and kill a node of the grid for ever.
// Invariants  Information is finite and never negative.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/adaptive/grid.h"
#include "engine/adaptive/pool.h"

namespace probant::engine {

[[nodiscard]] double probability(const PoolItem& item, double theta);

/// The log of the probability of this answer.
[[nodiscard]] double log_likelihood(const PoolItem& item, double theta, bool right);

/// The same at each node of the grid.
[[nodiscard]] OnGrid log_likelihood_on_grid(const PoolItem& item, bool right);

/// Fisher information, a^2 P (1 - P).
[[nodiscard]] double information(const PoolItem& item, double theta);

}  // namespace probant::engine
