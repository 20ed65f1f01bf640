// engine/proctoring/station_sign_words.h: a sign of a station in one sentence, for those who judge.
//
// Role        Says what was seen and what else it may be. The candidate may read the same sentence.
// Invariants  No word accuses: the machine is spoken of, never a person. What could not be looked
//             at is said as that.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/bank/language.h"
#include "engine/proctoring/station_sign.h"

namespace probant::engine {

/// "Plus d'un écran était branché (HDMI-A-1, DP-2) : …".
[[nodiscard]] std::string reason_of(const IntegritySign& sign, Language language);

/// The sign by itself, for a heading: "Deuxième écran", "Second screen".
[[nodiscard]] std::string_view title_of(StationSign sign, Language language);

}  // namespace probant::engine
