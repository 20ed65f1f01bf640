// tests/unit/engine/quality/builders.h: runs for the tests of the quality figures.
//
// Role     Tiny runs written by hand, and larger ones whose answers come from a seed.
// Threads  Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/quality/report.h"
#include "engine/quality/run.h"

namespace probant::engine::quality {

/// Two-parameter items, item n of competence n % 16 and of a tube of its own.
[[nodiscard]] Pool a_pool(const std::vector<ItemModel>& models);

/// `count` items with difficulties from -2 to 2 and discriminations from 0.8 to 1.6.
[[nodiscard]] Pool an_ordinary_pool(std::size_t count);

[[nodiscard]] RunSitting a_sitting(const std::vector<std::uint32_t>& items,
                                   double ability = 0,
                                   double estimate = 0,
                                   double error_said = 1);

/// Everybody is given everything, and answers as the models say.
struct Crowd {
    std::size_t people{};
    double mean{};
    double sd{1};
    double half_width{};  ///< above 0: evenly spread, this far from the mean on each side
};

/// How much harder an item is, than its model says, for one person.
using Harder = double (*)(std::size_t person, std::uint32_t item);

[[nodiscard]] Run an_answered_run(const Pool& pool, const Crowd& crowd, Harder harder);

[[nodiscard]] inline double as_said(std::size_t /*person*/, std::uint32_t /*item*/) {
    return 0;
}

/// Everybody from the population that their answers show.
[[nodiscard]] Origins origins_of(const Pool& pool, const Run& run);

/// What a report needs besides, for a run of this many sittings.
[[nodiscard]] Frame a_frame(std::size_t sittings);

}  // namespace probant::engine::quality
