// engine/forensics/rapid_answers.h: answers too fast for this person, scored otherwise than theirs.
//
// Role        Times and scores together. Three stories of a person's answers: all are of one speed
//             and one ability; some were known beforehand (faster, and right); some were not read
//             (far faster, and right by chance). The statistic is by how much the log-likelihood of
//             the better of the last two exceeds the first's.
// How         Each story is a mixture over items, fitted by a few EM steps: its share of items, how
//             much faster they are, the person's own speed, and the ability unless it is known from
//             elsewhere. Times are lognormal and independent of scores given speed and ability (van
//             der Linden 2007); mixtures of the kind are Wang and Xu's (2015).
// Null        Simulated with the person's own items, fitted as the person was.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/forensics/person_fit.h"
#include "engine/forensics/response_times.h"

namespace probant::engine::forensics {

/// `times`: one for each answer; of weight 0 where the time is not known.
[[nodiscard]] double rapid_answers(const ItemSet& set,
                                   const Person& person,
                                   std::span<const TimedAnswer> times);

/// One-sided: high values are rare.
[[nodiscard]] Tested test_rapid_answers(const ItemSet& set,
                                        const Person& person,
                                        std::span<const TimedAnswer> times,
                                        Dice dice);

}  // namespace probant::engine::forensics
