// engine/forensics/nominal.h: which alternative people of an ability choose.
//
// Role        Bock's nominal response model (1972): P(v) is proportional to exp(zeta_v + lambda_v
//             theta), for each alternative v of an item.
// Invariants  Probabilities are finite, at least 0, and sum to 1 for any finite ability.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace probant::engine::forensics {

constexpr std::uint8_t kNoAlternative = 254;  ///< the item has none, by its type
constexpr std::uint8_t kAlternativeNotAdministered = 255;
constexpr std::size_t kAlternativesMost = 16;

struct Alternative {
    double zeta{};
    double lambda{};
    bool right{};  ///< full credit is given for it
};

/// The alternatives of one item, in the bank's order; none when nothing is known of them.
using NominalItem = std::vector<Alternative>;

/// Writes P(v) at theta to `into`, one for each alternative.
void choice_probabilities(const NominalItem& item, double theta, std::span<double> into);

}  // namespace probant::engine::forensics
