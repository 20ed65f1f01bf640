// engine/proctoring/alerts_of.h: from what was stored, the alerts that were lived.
//
// Role        What a registry does to check a station: the same watch over the same observations.
// Invariants  Whatever the order of the batches, and however often one came, the alerts are those
//             of Watch over the samples in order, one opening of the camera after the other.
// Threads     A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

#include "engine/proctoring/alert.h"
#include "engine/proctoring/observation_batch.h"
#include "engine/proctoring/rule.h"
#include "engine/proctoring/rules.h"

namespace probant::engine {

/// Batches as read_batch() gives them, of one sitting. ENSUREs that the rules have no fault.
[[nodiscard]] std::vector<ProctoringAlert> alerts_of(std::span<const ObservationBatch> batches,
                                                     const ProctoringRules& rules,
                                                     RuleSet on);

}  // namespace probant::engine
