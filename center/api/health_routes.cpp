// SPDX-License-Identifier: EUPL-1.2
#include "center/api/health_routes.h"

#include "center/api/access.h"

namespace probant::center {
namespace {

using server::Method;
using server::Request;
using server::Route;

constexpr int kUnavailable = 503;

}  // namespace

std::vector<Route> health_routes(Services& services) {
    const auto live = [&services](const Request& /*request*/) {
        const bool alive = services.health.is_live();
        return server::reply_json(json::Object{{"live", alive}}, alive ? 200 : kUnavailable);
    };
    const auto ready = [&services](const Request& /*request*/) {
        return server::reply_json(services.health.report(),
                                  services.health.is_ready() ? 200 : kUnavailable);
    };
    const auto metrics = [&services](const Request& /*request*/) {
        return server::reply_text(services.metrics.text());
    };
    return {
        {Method::Get, "/health/live", kAnyone, server::ReplyHandler{live}},
        {Method::Get, "/health/ready", kAnyone, server::ReplyHandler{ready}},
        {Method::Get, "/metrics", kThisMachine, server::ReplyHandler{metrics}},
    };
}

}  // namespace probant::center
