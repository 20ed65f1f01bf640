// engine/forensics/summary.h: how many were tested, and how their p-values lie.
//
// Role        What a report says first: so many tested, so many worth checking, so many that chance
//             alone would have given. p-values of people who did nothing are spread evenly.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/forensics/fixed.h"
#include "engine/forensics/pairs.h"
#include "engine/forensics/session.h"

namespace probant::engine::forensics {

constexpr std::size_t kBins = 20;

struct StatisticSummary {
    Statistic statistic{};
    std::size_t tested{};
    std::size_t to_check{};
    std::size_t could_not_tell{};
    std::size_t at_level{};  ///< p at most alpha, whatever q
    Fixed<std::size_t, kBins> histogram{};
};

/// One for each statistic of persons that findings hold, in the order of Statistic.
[[nodiscard]] std::vector<StatisticSummary> summarise(std::span<const PersonFinding> findings,
                                                      double alpha);

/// omega, gbt and m4; none when no pair was compared.
[[nodiscard]] std::vector<StatisticSummary> summarise(std::span<const ComparedPair> pairs,
                                                      double alpha);

}  // namespace probant::engine::forensics
