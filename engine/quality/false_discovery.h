// engine/quality/false_discovery.h: many tests at once, and how few of the alarms may be false.
//
// Role     The procedure of Benjamini and Hochberg (1995): where all q at most .05 are called
//          alarms, false ones are expected to be at most .05 of them.
// Threads  A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

namespace probant::engine::quality {

/// The adjusted value q of each p, in the same order.
[[nodiscard]] std::vector<double> false_discovery_rates(const std::vector<double>& p);

}  // namespace probant::engine::quality
