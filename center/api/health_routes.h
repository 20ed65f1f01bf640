// center/api/health_routes.h: is the centre alive, ready, and how is it doing.
//
// Role     Answers supervisors of the machine, never a candidate.
// Threads  Handlers run on any HTTP thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "center/api/services.h"
#include "server/http/route.h"

namespace probant::center {

[[nodiscard]] std::vector<server::Route> health_routes(Services& services);

}  // namespace probant::center
