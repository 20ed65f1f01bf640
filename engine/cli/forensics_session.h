// engine/cli/forensics_session.h: the files that forensics is given, read as one session.
//
// Role        Bank, answers, abilities, and where they are given alternatives, times, seats and the
//             list of items said to be known.
// Refuses     In one line naming file, row and column, or file, person and item.
// Format      Row k of every person file is row k of THETA.csv. A.u8: the alternative chosen in the
//             bank's order, 254 none by type, 255 not administered. T.f32: little-endian float32
//             seconds, NaN (or 0) for none. SEATS.csv names people by `sim`.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/forensics/session.h"

namespace probant::engine::cli {

/// Paths; empty where the file is not given.
struct ForensicsFiles {
    std::string bank{};
    std::string responses{};
    std::string candidates{};
    std::string alternatives{};
    std::string nominal{};
    std::string times{};
    std::string seats{};
    std::string named{};
};

struct NamedSession {
    forensics::Session session{};
    std::vector<std::int64_t> names{};  ///< column sim, or the number of the row
    std::string bank_digest{};
};

[[nodiscard]] NamedSession read_session(const ForensicsFiles& files);

}  // namespace probant::engine::cli
