// engine/adaptive/merit.h: how good it would be to ask each item now (selection.h says how).
//
// Role        The posterior is read at five abilities (Gauss and Hermite's for a normal of its mean
//             and SD), where the table of Worth stands ready: a draw costs five sweeps of it.
// Invariants  Slot by slot, in a fixed order: the same bits everywhere.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/adaptive/posterior.h"
#include "engine/bank/rules.h"
#include "engine/exposure/recent_use.h"

namespace probant::engine {

struct Merit {
    ItemNumber item{};
    float worth{};  ///< on average over the posterior
    float merit{};
};

/// What weighs on every item of one draw.
struct Weighing {
    Moments ability{};
    std::span<const float> prices{};  ///< by item; empty: all 0
    const RecentUse* use{};           ///< none: nothing was used
    float use_price{};                ///< of an item that all people alike were given of late
    double left{};                    ///< the share of the test that comes after this draw
    bool by_competence{};             ///< each competence has its share: its turn may wait
};

/// Of these items the best and those almost as good, best first: within a share of what the best
/// is worth, for a merit is a difference and may be of either sign. ENSUREs that there is an item.
[[nodiscard]] std::vector<Merit> best_merits(const Pool& pool,
                                             std::span<const ItemNumber> items,
                                             const Weighing& weighing,
                                             const NearTie& near_tie);

}  // namespace probant::engine
