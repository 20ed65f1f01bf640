// center/app/pictures_export.h: the pictures of a session, for whoever decides a dispute.
//
// Role        `probant-center session pictures --number N --to DIR`: each picture that is still
//             kept as a file of a new folder, and a line of JSON for each: whose, when, by which
//             digest the journal names it.
// Invariants  Reads the session only; the centre may run meanwhile. What it writes is for its
//             owner's eyes and under no retention: whoever asks deletes it.
// Threads     A free function, used once by the main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "center/app/config.h"

namespace probant::center {

struct PicturesWanted {
    std::string number{};            ///< six digits, as on the console
    std::filesystem::path folder{};  ///< that does not exist yet
};

/// Exit status of the program.
int export_pictures(const CentreConfig& config, const PicturesWanted& wanted, std::ostream& out);

}  // namespace probant::center
