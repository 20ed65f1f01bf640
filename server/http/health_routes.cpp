// SPDX-License-Identifier: EUPL-1.2
#include "server/http/health_routes.h"

namespace probant::server {
namespace {

constexpr int kFine = 200;
constexpr int kUnavailable = 503;

}  // namespace

std::vector<Route> health_routes(const Health& health,
                                 const Metrics& metrics,
                                 HealthReaders readers) {
    const auto live = [&health](const Request& /*request*/) {
        const bool alive = health.is_live();
        return reply_json(json::Object{{"live", alive}}, alive ? kFine : kUnavailable);
    };
    const auto ready = [&health](const Request& /*request*/) {
        return reply_json(health.report(), health.is_ready() ? kFine : kUnavailable);
    };
    const auto figures = [&metrics](const Request& /*request*/) {
        return reply_text(metrics.text());
    };
    return {
        {Method::Get, "/health/live", readers.health, ReplyHandler{live}},
        {Method::Get, "/health/ready", readers.health, ReplyHandler{ready}},
        {Method::Get, "/metrics", readers.figures, ReplyHandler{figures}},
    };
}

}  // namespace probant::server
