// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/false_discovery.h"

#include <algorithm>
#include <numeric>

namespace probant::engine::quality {

std::vector<double> false_discovery_rates(const std::vector<double>& p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t at) { return p[at]; });
    std::vector<double> rates(p.size(), 1);
    double least = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        const double rate =
            p[order[rank - 1]] * static_cast<double>(p.size()) / static_cast<double>(rank);
        least = std::min(least, rate);
        rates[order[rank - 1]] = least;
    }
    return rates;
}

}  // namespace probant::engine::quality
