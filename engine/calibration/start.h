// engine/calibration/start.h: which items move, and from where.
//
// Role        Reads what each item was answered: it is fixed, or estimated over the categories that
//             occur, or cannot be estimated (never answered; or, without priors, always alike).
// Invariants  A start is inside the limits.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "engine/calibration/answers.h"
#include "engine/calibration/calibrate.h"
#include "engine/calibration/curve.h"
#include "engine/calibration/estimated.h"

namespace probant::engine::calibration {

/// The items that are estimated, at their starting parameters, in rising order.
[[nodiscard]] std::vector<EstimatedItem> starts_of(const Request& request, const Answers& answers);

}  // namespace probant::engine::calibration
