// engine/calibration/expectation.h: where each person probably is, and what answers to expect
// there.
//
// Role        The E step of Bock and Aitkin (1981): from the log probability of each answer at each
//             node, the posterior of each pattern, the expected count of each answer at each node,
//             and the marginal log-likelihood.
// Invariants  The posteriors of a pattern sum to its frequency. Sums are made in an order that does
//             not depend on the crew.
// Threads     One caller; its crew works inside run().
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/calibration/answers.h"
#include "engine/calibration/crew.h"
#include "engine/calibration/lanes.h"
#include "engine/calibration/sums.h"

namespace probant::engine::calibration {

struct Expected {
    double log_likelihood{};
    NodeRows counts{};          ///< a row for each row of the answers
    NodeRows posteriors{};      ///< a row for each pattern
    std::vector<Lanes> mass{};  ///< persons at each node
    Reach reach{};
};

/// Room for one, used again at each cycle.
[[nodiscard]] Expected room_for(const Answers& answers, std::size_t blocks);

void expect(const Answers& answers,
            const NodeRows& log_probabilities,
            const std::vector<Lanes>& log_weights,
            const Crew& crew,
            Expected& expected);

}  // namespace probant::engine::calibration
