// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/quadrature.h"

#include "crypto/base/ensure.h"
#include "engine/math/elementary.h"

namespace probant::engine::calibration {
namespace {

// exp() of it is 0, and it stays finite whatever is added to it.
constexpr double kNoWeight = -1e30;

}  // namespace

std::vector<double> nodes_of(std::size_t count) {
    ENSURE(count >= 2);
    std::vector<double> nodes(count);
    for (std::size_t node = 0; node < count; ++node) {
        const double share = static_cast<double>(node) / static_cast<double>(count - 1);
        nodes[node] = kNodesEnd * (2 * share - 1);
    }
    return nodes;
}

std::vector<Lanes> log_weights(const std::vector<double>& nodes, const Population& population) {
    std::vector<double> logs(nodes.size());
    double sum = 0;
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        const double away = (nodes[node] - population.mean) / population.sd;
        logs[node] = -away * away / 2;
        sum += math::exp(logs[node]);
    }
    ENSURE(sum > 0);
    std::vector<Lanes> weights(blocks_for(nodes.size()));
    for (auto& lanes : weights)
        lanes.fill(kNoWeight);
    for (std::size_t node = 0; node < nodes.size(); ++node)
        weights[node / kLanes].at(node % kLanes) = logs[node] - math::log(sum);
    return weights;
}

}  // namespace probant::engine::calibration
