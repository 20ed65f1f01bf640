// center/app/minutes_export.h: the observations of a session, for who replays them.
//
// Role        `probant-center session minutes --number N`: what stands beside the journal of what
//             cameras measured, a minute a line, as `probant-engine watch` reads it; and the
//             journal itself, an entry a line, where it is asked for. Whole numbers, no picture, no
//             name.
// Invariants  Reads only; the centre may run meanwhile.
// Threads     A free function, used once by the main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "center/app/config.h"

namespace probant::center {

struct MinutesWanted {
    std::string number{};             ///< six digits, as on the console
    std::filesystem::path journal{};  ///< a new file for the entries; empty: not wanted
};

/// Exit status of the program.
int export_minutes(const CentreConfig& config, const MinutesWanted& wanted, std::ostream& out);

}  // namespace probant::center
