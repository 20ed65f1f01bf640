// engine/proctoring/replay_watch.h: the observations of a sitting, watched again.
//
// Role        What a station raised can be raised again from what it stored, by anyone who has the
//             package: the same rules, the same thresholds, the same alerts.
// Invariants  Numbers begin at 1 and go on: a station that was started again counted anew, so an
//             alert is known by its opening, its rule and its beginning.
// Refuses     Bytes that are no batch, or do not follow the ones before.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/result.h"
#include "engine/proctoring/alert.h"
#include "engine/proctoring/observation_batch.h"
#include "engine/proctoring/rule.h"
#include "engine/proctoring/rules.h"

namespace probant::engine {

struct WatchReplayFault {
    std::size_t batch{};  ///< its place
    BatchFault fault{};
};

/// The alerts that these batches raise, in the order they were raised, each as it was in the end.
[[nodiscard]] Result<std::vector<ProctoringAlert>, WatchReplayFault> replay_watch(
    const ProctoringRules& rules, const RuleSet& on, std::span<const Bytes> batches);

}  // namespace probant::engine
