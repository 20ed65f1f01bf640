// center/api/passwords.h: the sign-in of an account by name and password, slowed and even.
//
// Role     Shared by invigilators and managers. A name that does not exist costs the same Argon2id
//          as one that does, and the answer never says which was wrong.
// Threads  Any HTTP thread; a check takes a quarter of a second, at most two at once.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "center/api/services.h"
#include "server/http/request.h"

namespace probant::center {

/// 429 when this address, or this account, was tried too often in the last minute.
[[nodiscard]] std::optional<server::Reply> refuse_too_many(const Services& services,
                                                           const server::Request& request,
                                                           const std::string& name);

void note_failure(Services& services, const server::Request& request, const std::string& name);

/// Takes the password and wipes it.
[[nodiscard]] std::optional<Account> check_password(Services& services,
                                                    const std::string& name,
                                                    std::string&& password,
                                                    engine::Role role);

}  // namespace probant::center
