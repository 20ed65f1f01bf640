// engine/calibration/cycles.h: the cycles of EM, accelerated, until nothing is left to gain.
//
// Role        Expects, maximises, and lets the acceleration choose where to expect next; a point
//             less likely than the last is refused, and plain EM, which never falls, goes on from
//             there. The priors' means and SDs, and with fixed items the population's, are
//             estimated in each cycle.
// Invariants  What is given is the most likely point met; its expectations are its own.
// Threads     One caller; its crew works inside.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "engine/calibration/answers.h"
#include "engine/calibration/calibrate.h"
#include "engine/calibration/estimated.h"
#include "engine/calibration/expectation.h"
#include "engine/calibration/prior.h"

namespace probant::engine::calibration {

constexpr std::size_t kCyclesMost = 1000;

struct Fitted {
    std::vector<EstimatedItem> items{};
    std::vector<bool> moving{};  ///< of each of them: not settled when the cycles ended
    Priors priors{};
    Population population{};
    bool anchored{};  ///< items are fixed: the population was estimated
    Expected expected{};
    double log_posterior{};
    std::size_t cycles{};
    bool converged{};
};

/// The cycles over these answers. `progress` may be empty.
[[nodiscard]] Fitted fit(const Request& request,
                         const Answers& answers,
                         const Crew& crew,
                         const Progress& progress);

}  // namespace probant::engine::calibration
