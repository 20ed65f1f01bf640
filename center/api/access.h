// center/api/access.h: which roles a route names, and who a request comes from.
//
// Role     The one check between a request and its handler: reads the role's cookie, or the
//          certificate of a station, finds the caller, refuses everyone else. A candidate who
//          signed in at a station is that candidate there alone.
// Threads  Any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "center/auth/sign_ins.h"
#include "center/stations/stations.h"
#include "server/http/route.h"

namespace probant::center {

inline constexpr server::Access kAnyone{1U << 0U};
inline constexpr server::Access kCandidates{1U << 1U};
inline constexpr server::Access kInvigilators{1U << 2U};
inline constexpr server::Access kManagers{1U << 3U};
inline constexpr server::Access kThisMachine{1U << 4U};  ///< loopback only: metrics
inline constexpr server::Access kStations{1U << 5U};     ///< by their certificate

/// The cookie of a role, without its `__Host-` prefix.
[[nodiscard]] std::string_view cookie_of(engine::Role role);

[[nodiscard]] server::AccessCheck access_check(const SignIns& sign_ins, const Stations& stations);

}  // namespace probant::center
