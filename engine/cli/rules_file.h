// engine/cli/rules_file.h: FILE.toml, the rules of a simulated test.
//
// Role        Reads what docs/MEASURING.md says and refuses every other key: a rule that nobody
//             applies is worse than none.
// Threads     Values and a free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/adaptive/stop.h"
#include "engine/bank/rules.h"
#include "engine/cli/bank_table.h"
#include "engine/exposure/exposure.h"
#include "engine/shadow/constraints.h"

namespace probant::engine::cli {

struct RulesFile {
    Constraints constraints{};
    StopRules stop{};
    Audience audience{};
    bool sets_apart{};  ///< at most one item of a set: about the same document
    std::optional<ExposureRules> exposure{};
    std::optional<Scale> scale{};
    std::string digest{};
};

/// Throws Misuse, naming the key, on what is unknown or makes no sense.
[[nodiscard]] RulesFile read_rules_file(const std::string& path);

}  // namespace probant::engine::cli
