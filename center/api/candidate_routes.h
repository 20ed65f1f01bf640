// center/api/candidate_routes.h: what a station may ask (docs/PROTOCOL.md, Candidate).
//
// Role     Each handler decodes, asks the room loop one thing, encodes.
// Threads  Handlers run on any HTTP thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "center/api/services.h"
#include "server/http/route.h"

namespace probant::center {

[[nodiscard]] std::vector<server::Route> candidate_routes(Services& services);

}  // namespace probant::center
