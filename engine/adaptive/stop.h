// engine/adaptive/stop.h: when a test may end before its last question.
//
// Role        Fixed length; precision (the SE is small enough); classification by an interval that
//             holds no cut, or by Wald's sequential probability ratio test at each cut; time.
// Source      SPRT: Wald (1947); in adaptive tests Reckase (1983): theta = cut - delta against
//             cut + delta, decided above ln((1 - beta) / alpha) or below ln(beta / (1 - alpha)).
// Invariants  Never before `least` answers, always at `most`.
// Threads     Values and a free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/adaptive/test_state.h"
#include "engine/bank/rules.h"

namespace probant::engine {

struct StopRules {
    StopKind kind{StopKind::Length};
    double se{0.3};                   ///< Precision: of the score
    std::vector<double> cuts{};       ///< Interval, Sprt: abilities, ascending
    double delta{0.2};                ///< Sprt: half the indifference around a cut
    double alpha{0.05};               ///< Sprt: to decide above, wrongly
    double beta{0.05};                ///< Sprt: to decide below, wrongly
    std::optional<double> seconds{};  ///< Time
    std::uint32_t least{1};
    std::uint32_t most{32};
    friend bool operator==(const StopRules&, const StopRules&) = default;
};

/// What the rules look at besides the answers.
struct Progress {
    Moments score{};   ///< mean and SD under the score's prior
    double seconds{};  ///< active time so far
};

[[nodiscard]] bool should_stop(const StopRules& rules,
                               const TestState& state,
                               const Pool& pool,
                               const Progress& progress);

/// Those of a package, in the terms of abilities.
[[nodiscard]] StopRules stop_rules_of(const Rules& rules);

}  // namespace probant::engine
