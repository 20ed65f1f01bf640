// candidate/integrity/network.h: does a path of the network lead elsewhere than to the centre?
//
// Role        Reads default routes, resolvers and interfaces, and judges with what was tried from
//             here the sign `network_path`.
// Invariants  Bridges of this machine are no second path. Where the centre's nets were not given,
//             routes and resolvers are not judged. A default route of IPv6 is by an address that
//             every card has: the interface is judged, not the address.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "candidate/integrity/address.h"
#include "candidate/integrity/elsewhere.h"
#include "candidate/integrity/judgement.h"

namespace probant::candidate::integrity {

struct DefaultRoute {
    std::string interface {};
    std::optional<Address> gateway{};  ///< none where all of it goes into a tunnel, or of IPv6
};

struct NetworkReading {
    std::optional<std::vector<DefaultRoute>> defaults{};
    std::vector<Address> resolvers{};
    /// Cards and tunnels that are up; those of one bond are one.
    std::optional<std::vector<std::string>> interfaces{};
};

[[nodiscard]] NetworkReading read_network(const std::filesystem::path& root);

/// `networks`: "10.1.0.0/24", the centre's. `elsewhere`: what was tried last; nothing where nothing
/// was.
[[nodiscard]] Judgement judge_network(const NetworkReading& reading,
                                      const std::vector<std::string>& networks,
                                      const std::optional<Elsewhere>& elsewhere);

}  // namespace probant::candidate::integrity
