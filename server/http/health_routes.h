// server/http/health_routes.h: is a server alive, is it ready, how is it doing.
//
// Role     Answers who watches over the machine, the same way for a centre and a registry; never
//          says a word that came from outside.
// Threads  Handlers run on any HTTP thread; what they ask must outlive the routes.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/observe/health.h"
#include "server/observe/metrics.h"

namespace probant::server {

/// Who may ask: health is for anyone, figures for the machine itself.
struct HealthReaders {
    Access health;
    Access figures;
};

/// /health/live and /health/ready: 200, or 503 with the reason; /metrics: Prometheus text.
[[nodiscard]] std::vector<Route> health_routes(const Health& health,
                                               const Metrics& metrics,
                                               HealthReaders readers);

}  // namespace probant::server
