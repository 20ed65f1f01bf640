// engine/calibration/maximisation.h: the item that best explains expected counts.
//
// Role        The M step: Fisher's scoring in ln a, intercepts and logit c, each step shortened
//             until the objective rises. For a 2PL scoring is Newton's method. A parameter at its
//             limit, pushed outwards, is held there.
// Invariants  The objective never falls; parameters stay inside their limits and in order.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/calibration/curve.h"
#include "engine/calibration/lanes.h"
#include "engine/calibration/prior.h"
#include "engine/calibration/symmetric.h"

namespace probant::engine::calibration {

/// The answers to one item that a population at the nodes is expected to give.
struct ItemCounts {
    const NodeRows& counts;
    std::size_t first_row{};
    const std::vector<double>& nodes;
};

/// The expected log-likelihood of an item, with its prior.
struct Judged {
    double objective{};
    Parameters gradient{};
    Symmetric information;  ///< expected, over the counts
};

[[nodiscard]] Judged judge(const ItemCounts& counts,
                           const Form& form,
                           const Parameters& parameters,
                           const Priors* priors);

struct Maximised {
    Parameters parameters{};
    Parameters gradient{};  ///< at the start
    Symmetric information;  ///< at the start
};

[[nodiscard]] Maximised maximise(const ItemCounts& counts,
                                 const Form& form,
                                 const Parameters& start,
                                 const Priors* priors);

}  // namespace probant::engine::calibration
