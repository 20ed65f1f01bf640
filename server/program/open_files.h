// server/program/open_files.h: how many files and connections this process may have open.
//
// Role     Debian starts a program with a soft limit of 1,024, which a few hundred stations reach:
//          the next one is refused in the middle of an exam. The hard limit is ours to take.
// Threads  Before any thread is made.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>

#include "server/base/sentence.h"

namespace probant::server {

/// Raises the soft limit to the hard one; the limit that holds from then on.
std::uint64_t raise_open_files();

/// Raises it, and says what to do when that is less than `wanted`.
[[nodiscard]] std::optional<Sentence> fault_of_open_files(std::uint64_t wanted);

}  // namespace probant::server
