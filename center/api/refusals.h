// center/api/refusals.h: the one table that turns a refusal into a status and a sentence.
//
// Role     Handlers never choose a status. Each sentence says what to do, in both languages.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "center/api/services.h"
#include "center/app/room_loop.h"
#include "server/http/reply.h"

namespace probant::center {

[[nodiscard]] server::Reply reply_for(engine::Refusal refusal);

/// For Unknown (503: ask again under the same id) and NoSession (404). ENSUREs it is one of them
/// or a refusal.
[[nodiscard]] server::Reply reply_for_failure(const OrderEnd& end);

/// Why a session is not sealed. ENSUREs that it is not.
[[nodiscard]] server::Reply reply_not_sealed(Sealing::End end);

/// 401: sign in first, or again.
[[nodiscard]] server::Reply reply_not_signed_in();
/// 403: this role may not ask this.
[[nodiscard]] server::Reply reply_not_allowed();
/// 401, without saying whether the name or the password was wrong.
[[nodiscard]] server::Reply reply_wrong_sign_in();
/// 401: no open session knows this code.
[[nodiscard]] server::Reply reply_unknown_code();
/// 429: more passwords are being verified than may wait.
[[nodiscard]] server::Reply reply_busy();
/// 429, with the wait in milliseconds and in a Retry-After header.
[[nodiscard]] server::Reply reply_too_many_tries(std::int64_t wait_ms);

}  // namespace probant::center
