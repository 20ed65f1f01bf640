// engine/quality/exposure.h: how often each item was given: over the run, in any window of
// successive sittings, among people of one level.
//
// Role        Tells whether an item is known to too many, when, and to whom.
// How         Exact counts: every window of `window` successive sittings is looked at (the whole
//             run when it is shorter); levels are the fifths of the run by final estimate.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "engine/bank/ids.h"
#include "engine/quality/run.h"

namespace probant::engine::quality {

constexpr std::size_t kLevels = 5;

struct ExposureLimits {
    double cap{};        ///< over the run and in any window
    double level_cap{};  ///< among the people of one level
    std::size_t window{};
};

/// An item and the share of sittings it was given in.
struct Use {
    ItemNumber item{};
    double rate{};
};

struct LevelExposure {
    std::size_t sittings{};
    double estimate_low{};
    double estimate_high{};
    Use most{};
    std::size_t over_cap{};  ///< items
};

struct Exposure {
    std::vector<double> rates{};  ///< of each item of the bank
    std::size_t used{};           ///< items given at least once
    std::size_t over_cap{};       ///< items
    Use most{};
    Use most_in_window{};
    std::size_t window{};  ///< sittings of a window
    std::size_t windows{};
    std::size_t windows_over_cap{};
    std::array<LevelExposure, kLevels> levels{};
};

/// `items`: of the bank, at least one (ENSUREd), given or not.
[[nodiscard]] Exposure exposure_of(const Run& run, std::size_t items, const ExposureLimits& limits);

/// Is this share over the cap, and not by a rounding?
[[nodiscard]] bool is_over(double rate, double cap);

}  // namespace probant::engine::quality
