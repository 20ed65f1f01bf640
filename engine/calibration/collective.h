// engine/calibration/collective.h: what the items share: the scale, and the population on it.
//
// Role        Off the blocks of its items, an information matrix is nearly of a low rank: items
//             know one another through the abilities alone, hence through the place and the stretch
//             of the scale. The matrix is then B - W M^-1 W', B the blocks, and its inverse follows
//             from theirs (Woodbury). A population that was estimated too is of the same shape.
// Invariants  Without the correction, blocks alone make the errors of extreme items too small.
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

/// W M^-1 W', taken away from an information matrix.
struct Shared {
    std::vector<std::vector<double>> columns{};  ///< W
    Symmetric middle{0};                         ///< M
};

/// What the scale's place and stretch share, from a basis of these two moves of all the items.
/// `missing` are the covariances of each item's scores with one another; items not in `told` are
/// left out.
[[nodiscard]] Shared shared_by_scale(const Estimated& estimated,
                                     const Scores& scores,
                                     const std::vector<Symmetric>& missing,
                                     const std::vector<bool>& told,
                                     const Crew& crew);

/// What an estimated population shares with all the items.
[[nodiscard]] Shared shared_by_population(const Estimated& estimated,
                                          const Scores& scores,
                                          const Crew& crew);

/// Both at once.
[[nodiscard]] Shared together(Shared one, const Shared& other);

}  // namespace probant::engine::calibration
