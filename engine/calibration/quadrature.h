// engine/calibration/quadrature.h: the nodes over which the ability of a person is summed.
//
// Role        Equally spaced nodes on [-6, 6] with the normalised density of a normal population:
//             for a function as smooth as a likelihood, the rectangle rule converges faster than
//             any power of the spacing.
// Source      The default quadrature of the programs whose estimates ours are compared with.
// Invariants  Weights sum to 1.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "engine/calibration/lanes.h"

namespace probant::engine::calibration {

constexpr double kNodesEnd = 6.0;

/// The people calibrated on: N(0, 1) sets the scale, unless fixed items do.
struct Population {
    double mean{0};
    double sd{1};
};

[[nodiscard]] std::vector<double> nodes_of(std::size_t count);

/// ln of each node's weight, by blocks. Lanes beyond the last node have no weight.
[[nodiscard]] std::vector<Lanes> log_weights(const std::vector<double>& nodes,
                                             const Population& population);

}  // namespace probant::engine::calibration
