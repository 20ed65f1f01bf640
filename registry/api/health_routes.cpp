// SPDX-License-Identifier: EUPL-1.2
#include "registry/api/routes.h"

namespace probant::registry {
namespace {

using server::Method;
using server::Request;

constexpr int kUnavailable = 503;

}  // namespace

std::vector<server::Route> health_routes(Services& services) {
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

server::RouteTable all_routes(Services& services) {
    std::vector<server::Route> all;
    for (auto part : {intake_routes, staff_routes, certificate_routes, health_routes}) {
        for (auto& route : part(services))
            all.push_back(std::move(route));
    }
    return server::RouteTable(std::move(all));
}

}  // namespace probant::registry
