// engine/bank/rules_reader.h: from rules.json to Rules, or to everything that is wrong with it.
//
// Role     Strict: an unknown or missing field, a figure out of its limits and cuts that do not
//          rise are faults.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "crypto/base/result.h"
#include "engine/bank/bank_fault.h"
#include "engine/bank/rules.h"

namespace probant::engine {

[[nodiscard]] Result<Rules, std::vector<BankFault>> read_rules(std::string_view text);

}  // namespace probant::engine
