// center/app/session_adding.h: makes a session from a roster, from the command line.
//
// Role        What a manager's page does, for whoever has the server's console and no page: reads
//             the CSV, makes the session, prints its code and the candidates' codes, once.
// Invariants  Refuses while the centre runs: one program at a time writes the sessions. A roster
//             with one fault makes nothing.
// Threads     A free function, used once by the main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "center/app/config.h"

namespace probant::center {

struct NewSession {
    std::filesystem::path roster{};
    std::string title{};
    std::string room{};
    std::string language{"fr"};
    bool json{};
};

/// Exit status of the program. Throws CannotStart for a secret or a package that cannot be read.
int add_session(const CentreConfig& config, const NewSession& session, std::ostream& out);

}  // namespace probant::center
