// engine/bank/ids.h: the small numbers by which a bank's things are named inside the engine.
//
// Role        An item is its place among the bank's items sorted by id, a tube its place among the
//             sorted tube names, an option its place in the item's file (0 is "a").
// Invariants  A number means something only together with the bank (its digest) it comes from.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/base/strong_id.h"

namespace probant::engine {

using ItemNumber = StrongId<struct ItemNumberTag>;
using TubeNumber = StrongId<struct TubeNumberTag>;
using OptionId = StrongId<struct OptionIdTag>;

}  // namespace probant::engine
