// engine/adaptive/feasibility.h: does a set of items that fills these needs exist?
//
// Role        The proof behind Eligibility: so many tubes of each competence, one item of each, no
//             two of them enemies, among the items not barred.
// Invariants  Yes is always true. No is true unless the search ran out of its steps.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/adaptive/pool.h"

namespace probant::engine {

struct Demand {
    std::array<std::uint32_t, kCompetences> needs{};  ///< tubes wanted of each competence
    std::vector<char> barred{};                       ///< by item
    bool enemies_apart{};
};

[[nodiscard]] bool is_feasible(const Pool& pool, const Demand& demand);

}  // namespace probant::engine
