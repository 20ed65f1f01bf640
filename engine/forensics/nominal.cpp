// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/nominal.h"

#include <algorithm>
#include <limits>

#include "crypto/base/ensure.h"
#include "engine/math/elementary.h"

namespace probant::engine::forensics {

void choice_probabilities(const NominalItem& item, double theta, std::span<double> into) {
    ENSURE(into.size() == item.size());
    double most = -std::numeric_limits<double>::infinity();
    for (std::size_t v = 0; v < item.size(); ++v) {
        into[v] = item[v].zeta + item[v].lambda * theta;
        most = std::max(most, into[v]);
    }
    double sum = 0;
    for (double& value : into) {
        value = math::exp(value - most);  // at most 1: nothing overflows
        sum += value;
    }
    for (double& value : into)
        value /= sum;
}

}  // namespace probant::engine::forensics
