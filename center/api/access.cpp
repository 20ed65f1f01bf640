// SPDX-License-Identifier: EUPL-1.2
#include "center/api/access.h"

#include "center/api/refusals.h"
#include "center/api/station_refusals.h"
#include "server/http/cookie.h"

namespace probant::center {
namespace {

bool names(server::Access access, server::Access role) {
    return (access.roles & role.roles) != 0;
}

std::optional<Station> station_of(const server::Request& request, const Stations& stations) {
    return request.certificate ? stations.find(*request.certificate) : std::nullopt;
}

bool comes_from(const server::Request& request, const Stations& stations, const Uuid& station) {
    const auto known = station_of(request, stations);
    return known && known->id == station;
}

std::optional<Caller> caller_of(const server::Request& request,
                                const SignIns& sign_ins,
                                engine::Role role) {
    const auto cookie = request.cookie(server::host_cookie_name(cookie_of(role)));
    if (!cookie) return std::nullopt;
    auto caller = sign_ins.find(*cookie);
    if (!caller || caller->role != role) return std::nullopt;
    return caller;
}

/// The request is of somebody signed in as that, if it is: from where their sign-in belongs.
bool takes_role(server::Request& request,
                const SignIns& sign_ins,
                const Stations& stations,
                engine::Role role) {
    auto caller = caller_of(request, sign_ins, role);
    if (!caller) return false;
    // A cookie that was copied to another machine is worth nothing there.
    if (caller->station && !comes_from(request, stations, *caller->station)) return false;
    request.caller = *caller;
    return true;
}

bool is_this_machine(const server::Request& request) {
    return request.peer == "127.0.0.1" || request.peer == "::1";
}

std::optional<server::Reply> refusal_to_others(const server::Request& request) {
    if (is_this_machine(request)) return std::nullopt;
    return reply_not_allowed();
}

}  // namespace

std::string_view cookie_of(engine::Role role) {
    switch (role) {
        case engine::Role::Candidate:
            return "candidate";
        case engine::Role::Invigilator:
            return "invigilator";
        case engine::Role::Manager:
            return "manager";
        case engine::Role::Centre:
        case engine::Role::Station:
            break;
    }
    fail_ensure("only people have cookies");
}

server::AccessCheck access_check(const SignIns& sign_ins, const Stations& stations) {
    return [&sign_ins, &stations](server::Request& request,
                                  server::Access access) -> std::optional<server::Reply> {
        if (names(access, kAnyone)) return std::nullopt;
        if (names(access, kThisMachine)) return refusal_to_others(request);
        if (names(access, kStations)) {
            const auto station = station_of(request, stations);
            if (!station) return reply_no_station();
            request.caller = *station;
            return std::nullopt;
        }
        const auto try_role = [&](server::Access wanted, engine::Role role) {
            return names(access, wanted) && takes_role(request, sign_ins, stations, role);
        };
        const bool known = try_role(kCandidates, engine::Role::Candidate) ||
                           try_role(kInvigilators, engine::Role::Invigilator) ||
                           try_role(kManagers, engine::Role::Manager);
        if (known) return std::nullopt;
        return reply_not_signed_in();
    };
}

}  // namespace probant::center
