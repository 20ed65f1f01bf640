// SPDX-License-Identifier: EUPL-1.2
#include "registry/api/routes.h"

#include <iterator>

#include "server/http/health_routes.h"

namespace probant::registry {

server::RouteTable all_routes(Services& services) {
    auto all = server::health_routes(
        services.health, services.metrics, {.health = kAnyone, .figures = kThisMachine});
    for (auto part : {intake_routes, staff_routes, certificate_routes}) {
        auto some = part(services);
        all.insert(
            all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    }
    return server::RouteTable(std::move(all));
}

}  // namespace probant::registry
