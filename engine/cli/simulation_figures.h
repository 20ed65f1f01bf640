// engine/cli/simulation_figures.h: what a simulated run was worth, in numbers.
//
// Role        Accuracy against the true abilities, information against the best test there is, how
//             far items were used and shared, and whether any rule was broken. The definitions are
//             those of docs/MEASURING.md.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/adaptive/pool.h"
#include "engine/cli/simulation.h"

namespace probant::engine::cli {

/// Sittings in which a rule was broken.
struct Violations {
    std::uint64_t competence{};
    std::uint64_t tube{};
    std::uint64_t enemy{};
};

struct Figures {
    double bias{};
    double rmse{};
    double cover95{};   ///< share of people within 1.96 SE of their estimate
    double rel_info{};  ///< mean share of the best test's information at the true ability
    double max_exposure{};
    double max_window{};  ///< the most used item's share of any `window` sittings in a row
    std::array<double, kLevels> max_level_exposure{};
    double overlap{};       ///< mean share of items that two people have in common
    double overlap_near{};  ///< the same, of people closer than .25 in ability
    Violations violations{};
    std::uint64_t cap_exceeded{};  ///< draws that a cap would have refused
    double shadow_gap{};           ///< the worst proof of a shadow test
    double shadow_gap_p99{};       ///< that ninety-nine draws in a hundred do not exceed
    double cpu_us_step{};
    double cpu_us_step_p99{};  ///< of a sitting's mean
};

[[nodiscard]] Figures figures_of(const Pool& pool,
                                 const People& people,
                                 const Plan& plan,
                                 const SimulatedRun& run);

}  // namespace probant::engine::cli
