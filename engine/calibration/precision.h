// engine/calibration/precision.h: how precisely the answers tell the parameters.
//
// Role        The covariances of the estimates, from the observed information: that of complete
//             data, less what not knowing the abilities takes away (Louis 1982). The whole matrix
//             when it is small enough; else a block for each item, and what the items share through
//             the scale.
// Invariants  A covariance is that of the posterior when there are priors. The uncertainty of the
//             priors' own means and SDs is not counted.
// Threads     One caller; its crew works inside.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "engine/calibration/crew.h"
#include "engine/calibration/estimated.h"
#include "engine/calibration/symmetric.h"

namespace probant::engine::calibration {

/// The covariance of each item's parameters; 0 for one held at its limit. None when the information
/// is not positive definite: the answers do not tell.
struct Precision {
    std::vector<std::optional<Symmetric>> covariances{};
    bool full{};
};

enum class Matrix {
    WholeIfSmall,
    Blocks,
};

[[nodiscard]] Precision precision_of(const Estimated& estimated, Matrix matrix, const Crew& crew);

}  // namespace probant::engine::calibration
