// engine/forensics/response_times.h: whether a person's times hang together.
//
// Role        l_t: the sum of squared standardised residuals of log times. High: some answers much
//             faster or slower than this person's pace allows.
// Model       ln T ~ N(beta - tau, 1 / alpha^2), van der Linden (2006); tau, the person's speed, is
//             estimated by the weighted mean, so that l_t is exactly chi-square with n - 1 degrees
//             of freedom (Marianti et al. 2014; van der Linden and Guo 2008).
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>

#include "engine/forensics/person_fit.h"

namespace probant::engine::forensics {

/// One answer whose time is known.
struct TimedAnswer {
    double gain{};    ///< beta - ln seconds: how much faster than a person of mean speed
    double weight{};  ///< alpha squared
};

/// The weighted mean of the gains: the person's speed, tau. 0 without any.
[[nodiscard]] double speed_of(std::span<const TimedAnswer> answers);

/// One-sided: high values are rare. Nothing below two answers.
[[nodiscard]] std::optional<Tested> test_response_times(std::span<const TimedAnswer> answers);

}  // namespace probant::engine::forensics
