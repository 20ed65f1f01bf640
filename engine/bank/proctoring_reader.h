// engine/bank/proctoring_reader.h: the order to a camera as JSON, read strictly, and written.
//
// Role        The member `proctoring` of rules.json (docs/BANK.md); a centre hands the same object
//             to the stations that it watches.
// Invariants  What is read has no fault_of(), and names one rule at least.
//             read_proctoring(write(x)) == x.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "crypto/base/result.h"
#include "crypto/canonical_json.h"
#include "engine/bank/bank_fault.h"
#include "engine/proctoring/proctoring_order.h"

namespace probant::engine {

class Fields;

/// The order that these fields are.
[[nodiscard]] ProctoringOrder read_proctoring(Fields& fields);

/// The same of a text of its own.
[[nodiscard]] Result<ProctoringOrder, std::vector<BankFault>> read_proctoring_order(
    std::string_view text);

/// Thresholds that are those to start from are left out.
[[nodiscard]] json::Object write_proctoring_order(const ProctoringOrder& order);

}  // namespace probant::engine
