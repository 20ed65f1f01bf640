// engine/cli/run_table.h: the files that the quality report reads besides the bank.
//
// Role        OUT.csv of a simulation, GROUPS.csv and ITEMS.csv of a calibration, strictly: what
//             cannot be true is refused in one line that names the file, the row and the column.
// Format      OUT.csv `sim,theta_hat,se,n,cpu_ms,items`, items 0-based with ';' between them, rows
//             in the order the sittings began. GROUPS.csv `sim,group`; an empty group is none.
//             ITEMS.csv `item,a,b,c,se_a,se_b,se_c,n,flag,model,categories,b1..b8,se_b1..se_b8`; a
//             figure that does not exist is empty or "nan".
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/cli/bank_table.h"
#include "engine/quality/report.h"
#include "engine/quality/run.h"

namespace probant::engine::cli {

struct RunTable {
    quality::Run run{};
    std::vector<std::int64_t> names{};  ///< column sim, one a sitting
    std::vector<std::size_t> rows{};    ///< of SIM.csv, one a sitting
    double cpu_ms{};                    ///< of all sittings together
};

/// Throws Misuse when one person has two rows.
void refuse_twins(const Candidates& candidates, const std::string& path);

/// Throws Misuse for an item that the bank does not have, a person that `candidates` does not have
/// or who comes twice, and no sitting at all.
[[nodiscard]] RunTable read_run(const std::string& path,
                                const Candidates& candidates,
                                std::size_t items);

/// Writes each sitting's answers into it.
void add_answers(RunTable& table, const Responses& responses);

/// The groups of these sittings. Throws Misuse for a person named twice, or more than 20 groups.
[[nodiscard]] quality::Groups read_groups(const std::string& path,
                                          const std::vector<std::int64_t>& names);

[[nodiscard]] std::vector<quality::ReferenceItem> read_reference(const std::string& path,
                                                                 std::size_t items);

}  // namespace probant::engine::cli
