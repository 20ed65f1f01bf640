// engine/forensics/match_counts.h: how often two people who did not copy give the same answers.
//
// Role        The exact distribution of a weighted count of independent matches, for several pairs
//             side by side, and its upper tail.
// Source      The recursion of the generalised binomial, van der Linden and Sotaridona (2006); with
//             two weights, that of the generalised trinomial, ordered by one number.
// p-values    Mid-p: P(count > seen) + P(count = seen) / 2. A count has few values, and P(count >=
//             seen) alone would be too large by half of the last one.
// Invariants  Only states below the count seen are followed: a count never falls. Where one minus
//             what they hold would lose figures, the tail itself is summed.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/forensics/fixed.h"

namespace probant::engine::forensics {

/// Pairs side by side: what vector registers like.
constexpr std::size_t kLanes = 8;
using Lanes = Fixed<double, kLanes>;
using LaneCounts = Fixed<std::uint32_t, kLanes>;

/// M4's weights: one match on a wrong alternative says as much as three on right ones.
constexpr std::uint32_t kWrongMatchWeight = 3;

/// For each lane, the mid-p of at least `seen` matches, item n matching with `matches[n]`.
[[nodiscard]] Lanes match_tail(std::span<const Lanes> matches, const LaneCounts& seen);

/// The mid-p of right matches + kWrongMatchWeight x wrong matches being at least `seen`; item n
/// matches on a right alternative with `right[n]`, on a wrong one with `wrong[n]`.
[[nodiscard]] Lanes weighted_match_tail(std::span<const Lanes> right,
                                        std::span<const Lanes> wrong,
                                        const LaneCounts& seen);

}  // namespace probant::engine::forensics
