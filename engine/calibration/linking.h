// engine/calibration/linking.h: puts items calibrated on one scale on another's.
//
// Role        The line theta' = A theta + B for which the items common to both scales have the same
//             expected score: a becomes a / A, and b becomes A b + B.
// Source      Stocking and Lord (1983).
// Invariants  A is above 0.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "engine/calibration/calibrate.h"
#include "engine/models/item_model.h"

namespace probant::engine::calibration {

struct Link {
    double scale{1};  ///< A
    double shift{0};  ///< B
};

/// The same items as found on one scale and as they are on the other, in the same order.
[[nodiscard]] Link stocking_lord(std::span<const ItemModel> from, std::span<const ItemModel> to);

[[nodiscard]] ItemModel linked(ItemModel model, const Link& link);

/// With its standard errors; those of A and B themselves are not added.
[[nodiscard]] CalibratedItem linked(CalibratedItem item, const Link& link);

}  // namespace probant::engine::calibration
