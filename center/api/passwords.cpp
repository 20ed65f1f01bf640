// SPDX-License-Identifier: EUPL-1.2
#include "center/api/passwords.h"

#include "center/api/refusals.h"
#include "crypto/passphrase.h"
#include "crypto/random.h"

namespace probant::center {
namespace {

/// What an unknown name is compared with: a hash of a secret that nobody has.
const std::string& nobody_hash() {
    static const std::string hash = [] {
        const auto nobody = crypto::Passphrase::take(crypto::random_secret(32));
        ENSURE(nobody.has_value());
        return crypto::hash_passphrase(*nobody);
    }();
    return hash;
}

std::optional<Account> account_of(Services& services, TypedPassword& typed) {
    const auto secret = crypto::Passphrase::take(SecretBytes::from(std::move(typed.password)));
    if (!secret) return std::nullopt;
    auto account = services.centre.account_named(typed.name);
    const bool known = account && account->role == typed.role;
    const bool right =
        crypto::verify_passphrase(known ? account->password_hash : nobody_hash(), *secret);
    if (!known || !right) return std::nullopt;
    return account;
}

}  // namespace

server::Reply sign_in_by_password(
    Services& services,
    const server::Request& request,
    TypedPassword typed,
    const std::function<std::optional<server::Reply>(const Account&)>& enter) {
    const auto now = services.clock.boot_ms();
    // Counted before it is verified: a burst of guesses all in hand together are as many guesses.
    const auto wait = services.tries.take_password(request.peer, typed.name, now);
    if (wait > 0) return reply_too_many_tries(wait);
    const Tries::Turn turn(services.tries);
    if (!turn.has_come()) {
        services.tries.untried_password(request.peer, typed.name, now);
        return reply_busy();
    }
    const auto account = account_of(services, typed);
    auto reply = account ? enter(*account) : std::nullopt;
    if (!reply) return reply_wrong_sign_in();
    services.tries.right_password(request.peer, typed.name, now);
    return std::move(*reply);
}

}  // namespace probant::center
