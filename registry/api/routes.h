// registry/api/routes.h: every route of the registry, as data.
//
// Role        Handlers decode, call one function, encode. docs/openapi-registry.yaml describes
//             them.
// Threads     Handlers run on the HTTP threads.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "registry/api/services.h"
#include "server/http/route.h"

namespace probant::registry {

// Who may ask.
constexpr server::Access kAnyone{1};
constexpr server::Access kThisMachine{2};
constexpr server::Access kJury{4};
constexpr server::Access kPublisher{8};
constexpr server::Access kAuditor{16};
constexpr server::Access kUploader{32};  ///< anyone, within the budget of uploads
constexpr server::Access kStaff = kJury | kPublisher | kAuditor;

/// The words of an account's roles, "jury publisher"; nothing for an unknown word or none.
[[nodiscard]] std::optional<server::Access> roles_named(std::string_view words);

/// The member of staff who asks; set by the access check.
struct StaffMember {
    std::string name{};
    server::Access roles{};
};

/// What a centre could seal, it can send: a room of 1,000 seals to about 30 MiB.
constexpr std::size_t kUploadBytesMax = engine::kArchiveBytesMax;
static_assert(kUploadBytesMax <= server::kBodyBytesLargest);

constexpr std::int64_t kSignInLastsMs = std::int64_t{8} * 3600 * 1000;  ///< a working day

[[nodiscard]] server::AccessCheck access_check(Services& services);

[[nodiscard]] std::vector<server::Route> intake_routes(Services& services);
[[nodiscard]] std::vector<server::Route> staff_routes(Services& services);
[[nodiscard]] std::vector<server::Route> certificate_routes(Services& services);

[[nodiscard]] server::RouteTable all_routes(Services& services);

}  // namespace probant::registry
