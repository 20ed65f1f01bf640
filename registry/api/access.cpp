// SPDX-License-Identifier: EUPL-1.2
#include <charconv>
#include <sstream>

#include "registry/api/replies.h"
#include "registry/api/routes.h"
#include "server/http/cookie.h"

namespace probant::registry {
namespace {

bool is_this_machine(const server::Request& request) {
    return request.peer == "127.0.0.1" || request.peer == "::1";
}

std::optional<StaffMember> staff_of(Services& services, const server::Request& request) {
    const auto cookie = request.cookie(server::host_cookie_name(kStaffCookie));
    if (!cookie) return std::nullopt;
    const auto account = services.stores.borrow()->signed_in(crypto::sha256(*cookie), wall_ms());
    if (!account) return std::nullopt;
    const auto roles = roles_named(account->roles);
    if (!roles) return std::nullopt;
    return StaffMember{.name = account->name, .roles = *roles};
}

/// What is announced; nothing for a request without a body.
std::size_t announced_bytes(const server::Request& request) {
    const auto text = request.header("content-length");
    std::size_t bytes = 0;
    if (text) std::from_chars(text->data(), text->data() + text->size(), bytes);
    return bytes;
}

/// Asked before the body is read: the share is given back with the request.
std::optional<server::Reply> admit_upload(Services& services, server::Request& request) {
    const auto bytes = announced_bytes(request);
    if (bytes <= kSmallUploadBytes) return std::nullopt;
    auto share = services.uploading.take(bytes);
    if (!share) return reply_not_judged(IntakeRefusal::Busy);
    request.caller = std::move(share);
    return std::nullopt;
}

}  // namespace

std::optional<server::Access> roles_named(std::string_view words) {
    std::istringstream stream{std::string(words)};
    server::Access roles{};
    for (std::string word; stream >> word;) {
        if (word == "jury") {
            roles = roles | kJury;
        } else if (word == "publisher") {
            roles = roles | kPublisher;
        } else if (word == "auditor") {
            roles = roles | kAuditor;
        } else {
            return std::nullopt;
        }
    }
    if (roles.roles == 0) return std::nullopt;
    return roles;
}

server::AccessCheck access_check(Services& services) {
    return [&services](server::Request& request,
                       server::Access access) -> std::optional<server::Reply> {
        if ((access.roles & kAnyone.roles) != 0) return std::nullopt;
        if ((access.roles & kUploader.roles) != 0) return admit_upload(services, request);
        if ((access.roles & kThisMachine.roles) != 0)
            return is_this_machine(request) ? std::nullopt : std::optional{reply_not_allowed()};
        auto member = staff_of(services, request);
        if (!member) return reply_not_signed_in();
        if ((member->roles.roles & access.roles) == 0) return reply_not_allowed();
        request.caller = std::move(*member);
        return std::nullopt;
    };
}

}  // namespace probant::registry
