// engine/forensics/adaptive_null.h: what lz* is among people whose items followed their answers.
//
// Role        In an adaptive test the items given are themselves a consequence of the answers: a
//             null that keeps the items and draws other answers is far too wide (false alarms of
//             .002 where .01 was asked). Here sittings are simulated with a selection like the real
//             one, tested as people are, and calibrate the p-values.
// Selection   One that gives each item as often as the real one did, and aims as well: what is
//             known of it here (likely_selection.h).
// Threads     A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>

#include "engine/forensics/calibration.h"
#include "engine/forensics/people.h"

namespace probant::engine::forensics {

/// Nothing when people were given one of a few forms.
[[nodiscard]] std::optional<Calibration> simulate_adaptive(const People& people,
                                                           std::uint64_t seed);

}  // namespace probant::engine::forensics
