// engine/quality/mantel_haenszel.h: is an item easier for one of two groups of matched people?
//
// Role        The common odds ratio over strata of people of like ability, its chi-square with
//             the correction for continuity, and the size of the difference as ETS tells it.
// Sources     Mantel and Haenszel (1959); the variance of the log of Robins, Breslow and
//             Greenland (1986); delta of Holland and Thayer (1988); A, B and C of Zieky (1993).
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

namespace probant::engine::quality {

/// The people of one stratum.
struct TwoByTwo {
    double reference_right{};
    double reference_wrong{};
    double focal_right{};
    double focal_wrong{};
};

struct MantelHaenszel {
    double odds_ratio{};  ///< above 1: easier for the reference group
    double log_error{};   ///< standard error of its logarithm
    double chi_square{};  ///< one degree of freedom
    double p{};
    double delta{};  ///< -2.35 ln(odds ratio): below 0, harder for the focal group
    double delta_error{};
};

/// Nothing where the strata do not tell: nobody to compare, or only right or only wrong answers.
[[nodiscard]] std::optional<MantelHaenszel> mantel_haenszel(const std::vector<TwoByTwo>& strata);

enum class EtsClass {
    A,  ///< negligible: |delta| < 1, or not above 0 by more than chance
    B,  ///< moderate
    C,  ///< large: |delta| >= 1.5, and above 1 by more than chance
};

/// `significant`: different from 0, once it is taken into account that many items are tested.
[[nodiscard]] EtsClass ets_class(const MantelHaenszel& found, bool significant);

}  // namespace probant::engine::quality
