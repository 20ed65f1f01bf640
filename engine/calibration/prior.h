// engine/calibration/prior.h: what is believed of an item before its answers are read.
//
// Role        ln a and each b normal, with the mean and the SD of the items themselves that are
//             answered enough; logit of c N(-1.4, .5). An item with few answers then stays near its
//             like instead of running to infinity. Without priors, marginal maximum likelihood.
// Density     Over ln a and the intercepts, not over ln a and b: the mode of a density over b would
//             shrink the scale of all, because each b pulls it towards their mean.
// Invariants  An SD is never below its floor: a bank of equal items would else freeze them.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "engine/calibration/curve.h"
#include "engine/calibration/symmetric.h"

namespace probant::engine::calibration {

struct Normal {
    double mean{};
    double sd{1};
};

struct Priors {
    Normal log_slope{.mean = 0, .sd = 0.5};
    Normal difficulty{.mean = 0, .sd = 2};
    Normal logit_guessing{.mean = -1.4, .sd = 0.5};
};

// Wide enough that no real bank is more uniform.
constexpr double kLogSlopeSdLeast = 0.1;
constexpr double kDifficultySdLeast = 0.25;

/// The log of the density at these parameters.
[[nodiscard]] double log_density(const Priors& priors,
                                 const Form& form,
                                 const Parameters& parameters);

/// Adds the gradient of that log, and minus its second derivatives, less what could make the
/// information indefinite.
void add_prior(const Priors& priors,
               const Form& form,
               const Parameters& parameters,
               Parameters& gradient,
               Symmetric& information);

}  // namespace probant::engine::calibration
