// center/api/station_routes.h: what the agent on a candidate's machine asks of its centre.
//
// Role        Enrolment, a heartbeat that says what to watch, minutes of observations, alerts with
//             their picture (docs/PROTOCOL.md, "Stations").
// Invariants  Who asks is known by a certificate. A station speaks of candidates who signed in on
//             it, of nobody else.
// Threads     Any HTTP thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "center/api/services.h"
#include "server/http/route.h"

namespace probant::center {

[[nodiscard]] std::vector<server::Route> station_routes(Services& services);

}  // namespace probant::center
