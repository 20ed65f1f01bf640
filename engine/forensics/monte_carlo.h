// engine/forensics/monte_carlo.h: a p-value from as many simulations as it deserves.
//
// Role        Sequential Monte Carlo: an ordinary person costs some tens of simulations, a rare one
//             thousands.
// Source      Besag and Clifford, "Sequential Monte Carlo p-values", Biometrika 78 (1991): stop at
//             the h-th simulation as extreme as what was seen, p = h / simulations; else
//             (extreme + 1) / (most + 1). Valid whatever h.
// Threads     A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <concepts>

namespace probant::engine::forensics {

constexpr int kExtremesEnough = 32;       // p near .01 is then known to one part in six
constexpr int kSimulationsMost = 10'000;  // the smallest p that is told: 1e-4

/// `is_as_extreme()` simulates once, and says whether that is at least as extreme as what was seen.
template <std::invocable Simulation>
[[nodiscard]] double sequential_p(Simulation is_as_extreme) {
    int extremes = 0;
    for (int n = 1; n <= kSimulationsMost; ++n) {
        if (!is_as_extreme()) continue;
        ++extremes;
        if (extremes == kExtremesEnough) return static_cast<double>(extremes) / n;
    }
    return (extremes + 1.0) / (kSimulationsMost + 1.0);
}

}  // namespace probant::engine::forensics
