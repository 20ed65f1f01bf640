// engine/forensics/multiple_tests.h: what a p-value is worth among thousands of them.
//
// Role        q-values: the share of false alarms to expect among all results at least as striking.
// Source      Benjamini and Hochberg (1995): q of the k-th smallest of m p-values is the least of
//             m p / rank over it and all larger ones.
// Threads     A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <vector>

namespace probant::engine::forensics {

/// One q for each p, in the same order.
[[nodiscard]] std::vector<double> q_values(std::span<const double> p_values);

}  // namespace probant::engine::forensics
