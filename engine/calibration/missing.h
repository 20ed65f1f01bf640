// engine/calibration/missing.h: the information that not knowing the abilities takes away.
//
// Role        The covariances, under the posterior of each pattern, of the scores of its answers:
//             what Louis' identity (1982) subtracts from the information of complete data.
// Threads     Reads what it was given; may be asked from several threads, for rows of their own.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "engine/calibration/crew.h"
#include "engine/calibration/estimated.h"
#include "engine/calibration/symmetric.h"

namespace probant::engine::calibration {

/// Of an item's scores with one another.
[[nodiscard]] Symmetric own_covariance(const Estimated& estimated,
                                       const Scores& scores,
                                       std::size_t place);

/// Takes the covariances with the items before it away from an item's rows of the information.
/// `means` are those of mean_scores().
void take_covariances_before(const Estimated& estimated,
                             const Scores& scores,
                             const std::vector<double>& means,
                             std::size_t place,
                             Symmetric& information);

/// The posterior mean of each parameter's score: by pattern, then parameter; 0 where not answered.
[[nodiscard]] std::vector<double> mean_scores(const Estimated& estimated, const Scores& scores);

/// A score of a whole pattern at each node: `start`, and a row of `table` for each of its answers.
struct PatternScore {
    std::vector<Lanes> start{};
    const NodeRows& table;
};

/// The covariance of every parameter's score with that of the patterns.
[[nodiscard]] std::vector<double> covariances_with(const Estimated& estimated,
                                                   const Scores& scores,
                                                   const PatternScore& of_patterns,
                                                   const Crew& crew);

}  // namespace probant::engine::calibration
