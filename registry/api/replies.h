// registry/api/replies.h: the refusals of the registry, each with its sentence.
//
// Role     One place for status, code and words (RFC 9457).
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "engine/packet/verdict.h"
#include "registry/intake/worker.h"
#include "server/http/reply.h"

namespace probant::registry {

constexpr std::string_view kStaffCookie = "staff";

[[nodiscard]] server::Reply reply_not_signed_in();
[[nodiscard]] server::Reply reply_not_allowed();
[[nodiscard]] server::Reply reply_wrong_password();
[[nodiscard]] server::Reply reply_too_many();
[[nodiscard]] server::Reply reply_not_judged(IntakeRefusal refusal);
[[nodiscard]] server::Reply reply_certificate_not_valid(std::string_view verdict);
[[nodiscard]] server::Reply reply_no_packet();
[[nodiscard]] server::Reply reply_unknown_state();
[[nodiscard]] server::Reply reply_no_certificate();
[[nodiscard]] server::Reply reply_bad_digest();
[[nodiscard]] server::Reply reply_not_accepted();
[[nodiscard]] server::Reply reply_already_published();
[[nodiscard]] server::Reply reply_training_packet();

/// A packet that was refused and not kept.
[[nodiscard]] server::Reply reply_refused(const engine::PacketFault& fault);

}  // namespace probant::registry
