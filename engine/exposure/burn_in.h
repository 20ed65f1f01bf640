// engine/exposure/burn_in.h: prices learned on people who do not exist, before anybody sits.
//
// Role        Invented candidates of N(0, 1) sit the test; after each batch the prices move towards
//             the cap, by shorter and shorter steps. For the last third they follow each sitting,
//             as in an exam; there the use price is learned where a rule says what people alike may
//             share. The quintiles of their estimates become the levels.
// Invariants  A function of the pool, the rules, the seed and the number of people.
// Threads     A free function; as long as `people` sittings take.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/adaptive/pool.h"
#include "engine/adaptive/test_state.h"
#include "engine/bank/rules.h"
#include "engine/exposure/exposure.h"

namespace probant::engine {

constexpr std::uint32_t kBurnInBatch = 200;

struct BurnIn {
    std::uint32_t people{};  ///< whole batches are counted; 0: prices start at nothing
    std::uint64_t seed{};
};

/// Ready for the first real sitting: prices and levels learned, nothing counted.
[[nodiscard]] Exposure burn_in(const Pool& pool,
                               const SelectionRules& rules,
                               const ExposureRules& exposure,
                               const BurnIn& plan);

}  // namespace probant::engine
