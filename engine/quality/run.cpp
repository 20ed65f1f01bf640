// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/run.h"

#include <algorithm>
#include <numeric>

namespace probant::engine::quality {

Lengths lengths_of(const Run& run) {
    if (run.sittings.empty()) return {};
    Lengths lengths{.least = run.sittings.front().items.size(), .most = 0};
    for (const RunSitting& sitting : run.sittings) {
        lengths.least = std::min(lengths.least, sitting.items.size());
        lengths.most = std::max(lengths.most, sitting.items.size());
    }
    return lengths;
}

double mean_length(const Run& run) {
    if (run.sittings.empty()) return 0;
    std::size_t given = 0;
    for (const RunSitting& sitting : run.sittings)
        given += sitting.items.size();
    return static_cast<double>(given) / static_cast<double>(run.sittings.size());
}

std::vector<std::size_t> by_estimate(const Run& run) {
    std::vector<std::size_t> order(run.sittings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t at) { return run.sittings[at].estimate; });
    return order;
}

}  // namespace probant::engine::quality
