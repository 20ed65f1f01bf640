// center/api/passwords.h: the sign-in of an account by name and password, slowed and even.
//
// Role     Shared by invigilators and managers. A name that does not exist costs the same Argon2id
//          as one that does, and the answer never says which was wrong.
// Threads  Any HTTP thread; a check takes a quarter of a second, at most two at once, and no more
//          than kPasswordsInHandMax are in hand.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>

#include "center/api/services.h"
#include "server/http/request.h"

namespace probant::center {

struct TypedPassword {
    std::string name{};
    std::string password{};  ///< taken and wiped
    engine::Role role{};
};

/// The reply of `enter` for the account that is let in. When `enter` gives none, all that was
/// typed counts as wrong; else the refusal: too many tries from here, too many at once, wrong.
[[nodiscard]] server::Reply sign_in_by_password(
    Services& services,
    const server::Request& request,
    TypedPassword typed,
    const std::function<std::optional<server::Reply>(const Account&)>& enter);

}  // namespace probant::center
