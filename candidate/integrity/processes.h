// candidate/integrity/processes.h: which programs run, against the list of those that may.
//
// Role        Reads /proc and judges the sign `process`.
// Invariants  Threads of the kernel, processes that have ended and our own program are never told.
//             A program is known by the file that runs, not by the name that it gives itself. What
//             a system account runs and hides from us is not judged: to start it takes the
//             administrator. Where we may see our own processes only, nothing can be told.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "candidate/integrity/judgement.h"

namespace probant::candidate::integrity {

struct Process {
    std::uint64_t number{};
    std::uint64_t parent{};
    std::string name{};        ///< as it calls itself, 15 characters
    std::string claimed{};     ///< as it was called: the first of its arguments
    std::string executable{};  ///< the file that runs; empty where we may not know
    bool of_kernel{};
    bool ended{};   ///< and not yet buried by its parent
    bool system{};  ///< of an account of the system, not of a person
};

struct Processes {
    std::vector<Process> all{};
    std::string own{};  ///< our own executable
};

/// Nothing where others' processes cannot be seen.
[[nodiscard]] std::optional<Processes> read_processes(const std::filesystem::path& root);

[[nodiscard]] Judgement judge_processes(const std::optional<Processes>& processes,
                                        const std::vector<std::string>& allowed);

/// All that judge_processes() would tell of, in order, for who completes the list.
[[nodiscard]] std::vector<std::string> programs_outside(const Processes& processes,
                                                        const std::vector<std::string>& allowed);

/// The last part of a path.
[[nodiscard]] std::string base_name(std::string_view path);

}  // namespace probant::candidate::integrity
