// engine/cli/simulation.h: adaptive tests given to people whose answers are already written down.
//
// Role        The same selection and the same estimates as an exam's, over a table of items and a
//             file of answers, so that engines are compared on the same answers.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/adaptive/stop.h"
#include "engine/adaptive/test_state.h"
#include "engine/bank/rules.h"
#include "engine/cli/bank_table.h"
#include "engine/exposure/burn_in.h"
#include "engine/exposure/exposure.h"
#include "engine/shadow/constraints.h"

namespace probant::engine::cli {

/// Who answers, and what: row k of each is person k.
struct People {
    Candidates candidates{};
    Responses responses{};
};

struct Plan {
    SelectionRules rules{};
    std::optional<ExposureRules> exposure{};
    BurnIn burn_in{};
    std::optional<Constraints> constraints{};  ///< in the place of the blueprint
    StopRules stop{};
    std::uint32_t score_sd_milli{};
    std::uint64_t seed{};
    bool timing{};
    std::size_t threads{1};  ///< with a cap the sittings depend on one another: one thread
};

struct Sitting {
    std::vector<ItemNumber> items{};
    std::vector<double>
        shadow_gaps{};  ///< by draw: the share of its bound that a test fell short by
    Moments score{};
    double interim{};  ///< the estimate under the selection's prior
    std::uint32_t caps_exceeded{};
    double cpu_ms{};
};

struct SimulatedRun {
    std::vector<Sitting> sittings{};
    LevelBounds levels{};
    double burn_in_cpu_s{};
};

/// A bank as it is sat.
struct Exam {
    Pool pool{};
    std::vector<ItemCost> costs{};
    std::vector<char> withheld{};  ///< by item: given to nobody
};

/// The items for these people; `sets_apart`: those of one set are enemies of one another.
[[nodiscard]] Exam exam_of(const BankTable& bank,
                           const Audience& audience = {},
                           bool sets_apart = false);

/// Why no test can be made, in a sentence; nothing when one can.
[[nodiscard]] std::optional<std::string> infeasible(const Exam& exam, const Plan& plan);

/// Everybody's sitting, in the order of the candidates.
[[nodiscard]] SimulatedRun simulate(const Exam& exam, const People& people, const Plan& plan);

}  // namespace probant::engine::cli
