// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/irt.h"

#include "engine/math/elementary.h"

namespace probant::engine {
namespace {

double logit(const PoolItem& item, double theta) {
    return item.discrimination * (theta - item.difficulty);
}

}  // namespace

double probability(const PoolItem& item, double theta) {
    const double z = logit(item, theta);
    if (z >= 0) return 1.0 / (1.0 + math::exp(-z));
    const double e = math::exp(z);
    return e / (1.0 + e);
}

double log_likelihood(const PoolItem& item, double theta, bool right) {
    const double z = logit(item, theta);
    return math::log_sigmoid(right ? z : -z);
}

OnGrid log_likelihood_on_grid(const PoolItem& item, bool right) {
    OnGrid logs{};
    for (std::size_t node = 0; node < kNodes; ++node)
        logs.at(node) = log_likelihood(item, node_theta(node), right);
    return logs;
}

double information(const PoolItem& item, double theta) {
    const double z = logit(item, theta);
    const double e = math::exp(z > 0 ? -z : z);  // at most 1: nothing overflows
    const double sum = 1.0 + e;
    return item.discrimination * item.discrimination * e / (sum * sum);
}

}  // namespace probant::engine
