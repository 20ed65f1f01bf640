// engine/proctoring/alert_words.h: an alert in one sentence, for those who must judge it.
//
// Role        Says what was seen, for how long, and what else it may have been. The candidate reads
//             the same sentence.
// Invariants  No word accuses: "no face was seen", never "the candidate was away"; what a network
//             only guesses is "perhaps".
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "engine/bank/language.h"
#include "engine/proctoring/alert.h"

namespace probant::engine {

[[nodiscard]] std::string reason_of(const ProctoringAlert& alert, Language language);

/// The rule by itself, for a heading: "Visage non vu", "No face seen".
[[nodiscard]] std::string_view title_of(ProctoringRule rule, Language language);

}  // namespace probant::engine
