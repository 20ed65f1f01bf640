// candidate/integrity/remote.h: may the station be seen or driven from afar?
//
// Role        Reads the sockets that listen and the sessions of logind, and judges with the
//             processes the sign `remote_session`.
// Invariants  What listens to this machine alone is no door. A door that the room keeps open for
//             its upkeep is named in the configuration; a session through it is told all the same.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "candidate/integrity/judgement.h"
#include "candidate/integrity/processes.h"

namespace probant::candidate::integrity {

struct RemoteReading {
    /// Ports that others may reach, in order.
    std::optional<std::vector<std::uint16_t>> listening{};
    /// By which service each session from afar came.
    std::optional<std::vector<std::string>> sessions{};
};

[[nodiscard]] RemoteReading read_remote(const std::filesystem::path& root);

[[nodiscard]] Judgement judge_remote(const RemoteReading& reading,
                                     const std::optional<Processes>& processes,
                                     const std::vector<std::uint16_t>& ports_allowed);

}  // namespace probant::candidate::integrity
