// engine/quality/rest.h: what a person's other answers say about the answer to one item.
//
// Role        The estimate without an item is what people are matched on when the item is judged
//             (DIF); the probability that the other answers foretell is what its answers are
//             compared with (drift). An item never vouches for itself.
// How         The posterior on the grid, under the distribution of abilities that these people's
//             answers themselves show, divided by what the item itself said. A normal curve would
//             not do: people spread evenly from -4 to 4 would make sound items look moved. Groups
//             have each their own, for a common one pulls the abler group down and the other up,
//             and every item would favour one of them.
// Limits      An item so absurd that it alone moves a posterior by exp(-700) is left in its rest.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "engine/adaptive/grid.h"
#include "engine/adaptive/pool.h"
#include "engine/quality/run.h"

namespace probant::engine::quality {

/// How abilities are spread.
struct Population {
    OnGrid masses{};  ///< in proportion, nowhere 0
    double mean{};
    double sd{};
};

[[nodiscard]] Population normal_population(double mean, double sd);

/// Items that say nothing of anybody's ability: by item of the pool; empty: none.
using LeftOut = std::vector<bool>;

/// The people of these places in the run, by EM over their answers: the best normal curve, then
/// some rounds without any form, too few to follow chance. When there are more than 20,000, that
/// many are evenly chosen. Nobody: N(0, 1).
[[nodiscard]] Population population_of(const Pool& pool,
                                       const Run& run,
                                       const std::vector<std::size_t>& places,
                                       const LeftOut& left_out = {});

/// The populations that the sittings come from.
struct Origins {
    std::vector<Population> populations{};
    std::vector<std::size_t> of_sittings{};  ///< a place among populations, one a sitting
};

/// Everybody from one population.
[[nodiscard]] Origins one_origin(const Population& population, const Run& run);

/// One answer, and what the others say.
struct Rest {
    std::size_t sitting{};
    bool right{};       ///< with full credit
    double ability{};   ///< estimated from the other answers
    double expected{};  ///< probability of full credit that they foretell
};

/// For each item of the pool, its answers in the order of the sittings; those to items left out
/// too, held against what the others say.
[[nodiscard]] std::vector<std::vector<Rest>> rests_by_item(const Pool& pool,
                                                           const Run& run,
                                                           const Origins& origins,
                                                           const LeftOut& left_out = {});

}  // namespace probant::engine::quality
