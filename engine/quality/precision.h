// engine/quality/precision.h: how well abilities were measured, and how honestly that is said.
//
// Role        Errors, said errors and information, overall, by stratum of the true ability, and
//             along a finer curve.
// Terms       Information is that of the items at the true ability. The ceiling of a sitting is
//             the information of as many items, the best there are for this ability, without any
//             rule: nobody can do better. Coverage: the share of people whose true ability is
//             within 1.96 said errors of the estimate.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/quality/run.h"

namespace probant::engine::quality {

/// Fewer people tell nothing about a stratum.
constexpr std::size_t kPeopleLeast = 30;

/// Averages over some people; all zero when there is nobody.
struct Precision {
    std::size_t people{};
    double bias{};
    double rmse{};
    double error_said{};  ///< the mean of the standard errors
    double coverage{};
    double information{};  ///< of the items given
    double ceiling{};      ///< of the best items
    double share{};        ///< the mean of information / ceiling
    double oracle_rmse{};  ///< of who would know the ability: sqrt of the mean of 1 / ceiling
};

/// Those of an ability from `low`, included, to `high`, excluded.
struct Stratum {
    double low{};
    double high{};
    Precision precision{};
};

constexpr std::size_t kStrata = 5;

struct PrecisionReport {
    Precision all{};
    std::array<Stratum, kStrata> strata{};  ///< cut at -2, -1, 1 and 2
    std::vector<Stratum> curve{};           ///< of half a unit each, within -4 and 4, non-empty
};

[[nodiscard]] PrecisionReport precision_of(const Pool& pool, const Run& run);

/// The information, for this ability, of the `count` items that have most.
[[nodiscard]] double best_information(const Pool& pool, double ability, std::size_t count);

}  // namespace probant::engine::quality
