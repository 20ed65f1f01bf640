// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/multiple_tests.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace probant::engine::forensics {

std::vector<double> q_values(std::span<const double> p_values) {
    std::vector<std::pair<double, std::size_t>> order;  // of equals the first first
    order.reserve(p_values.size());
    for (std::size_t n = 0; n < p_values.size(); ++n)
        order.emplace_back(p_values[n], n);
    std::ranges::sort(order);
    std::vector<double> q(p_values.size());
    const auto count = static_cast<double>(p_values.size());
    double least = 1.0;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        const auto& [p, at] = order[rank - 1];
        least = std::min(least, count * p / static_cast<double>(rank));
        q[at] = least;
    }
    return q;
}

}  // namespace probant::engine::forensics
