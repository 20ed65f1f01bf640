// center/api/manager_routes.h: what a centre manager may ask (docs/PROTOCOL.md, Manager).
//
// Threads  Handlers run on any HTTP thread.
// Role     Each handler decodes, asks one thing, encodes.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "center/api/services.h"
#include "server/http/route.h"

namespace probant::center {

[[nodiscard]] std::vector<server::Route> manager_routes(Services& services);

}  // namespace probant::center
