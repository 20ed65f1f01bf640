// engine/cli/simulation.h: adaptive tests given to people whose answers are already written down.
//
// Role        The same selection and the same estimates as an exam's, over a table of items and a
//             file of answers, so that engines are compared on the same answers.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/adaptive/test_state.h"
#include "engine/bank/rules.h"
#include "engine/cli/bank_table.h"

namespace probant::engine::cli {

/// Who answers, and what: row k of each is person k.
struct People {
    Candidates candidates{};
    Responses responses{};
};

struct Plan {
    SelectionRules rules{};
    std::uint32_t score_sd_milli{};
    std::uint64_t seed{};
    bool timing{};
};

struct Sitting {
    std::vector<ItemNumber> items{};
    Estimate score{};
    double cpu_ms{};
};

struct Figures {
    double bias{};
    double rmse{};
    double cover95{};
    double rel_info{};
    double exposure_most{};
    double overlap{};
    std::uint64_t competence_violations{};
    std::uint64_t tube_violations{};
    std::uint64_t enemy_violations{};
    double cpu_us_step{};
};

/// What measuring needs to know of a bank's items, as the selection takes them.
[[nodiscard]] Pool pool_of(const BankTable& bank);

[[nodiscard]] Sitting simulate_one(const Pool& pool,
                                   const People& people,
                                   const Plan& plan,
                                   std::size_t person);

[[nodiscard]] Figures figures_of(const Pool& pool,
                                 const People& people,
                                 const Plan& plan,
                                 const std::vector<Sitting>& sittings);

}  // namespace probant::engine::cli
