// engine/quality/run.h: a run of an engine: who was given what, and what was concluded.
//
// Role        The value that every figure of the quality report is computed from.
// Invariants  Items exist in the pool and come once in a sitting; `answers` is empty, or as long as
//             `items`, for every sitting of a run alike.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/bank/ids.h"
#include "engine/models/item_model.h"

namespace probant::engine::quality {

struct RunSitting {
    std::vector<ItemNumber> items{};                 ///< in the order given
    std::vector<std::optional<Category>> answers{};  ///< none: given, yet not administered
    double ability{};                                ///< the true one, known since it was simulated
    double estimate{};
    double error_said{};  ///< the standard error that came with the estimate
};

struct Run {
    std::vector<RunSitting> sittings{};  ///< in the order they began
};

/// The fewest and the most questions of a sitting.
struct Lengths {
    std::size_t least{};
    std::size_t most{};
};

[[nodiscard]] Lengths lengths_of(const Run& run);

/// Questions of a sitting, on average; 0 without sittings.
[[nodiscard]] double mean_length(const Run& run);

/// The places of the sittings by rising estimate; the earlier first where estimates are equal.
[[nodiscard]] std::vector<std::size_t> by_estimate(const Run& run);

}  // namespace probant::engine::quality
