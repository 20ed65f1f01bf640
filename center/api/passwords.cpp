// SPDX-License-Identifier: EUPL-1.2
#include "center/api/passwords.h"

#include <algorithm>

#include "center/api/refusals.h"
#include "crypto/passphrase.h"
#include "crypto/random.h"

namespace probant::center {
namespace {

std::string address_key(const server::Request& request) {
    return "a" + request.peer;
}

std::string account_key(const std::string& name) {
    return "n" + name;
}

/// What an unknown name is compared with: a hash of a secret that nobody has.
const std::string& nobody_hash() {
    static const std::string hash = [] {
        const auto nobody = crypto::Passphrase::take(crypto::random_secret(32));
        ENSURE(nobody.has_value());
        return crypto::hash_passphrase(*nobody);
    }();
    return hash;
}

}  // namespace

std::optional<server::Reply> refuse_too_many(const Services& services,
                                             const server::Request& request,
                                             const std::string& name) {
    const auto now = services.clock.wall_ms();
    const auto wait = std::max(services.tries.wait_ms(address_key(request), kTriesPerAddress, now),
                               services.tries.wait_ms(account_key(name), kTriesPerTarget, now));
    if (wait == 0) return std::nullopt;
    return reply_too_many_tries(wait);
}

void note_failure(Services& services, const server::Request& request, const std::string& name) {
    const auto now = services.clock.wall_ms();
    services.tries.failed(address_key(request), now);
    services.tries.failed(account_key(name), now);
}

std::optional<Account> check_password(Services& services,
                                      const std::string& name,
                                      std::string&& password,
                                      engine::Role role) {
    const auto typed = crypto::Passphrase::take(SecretBytes::from(std::move(password)));
    if (!typed) return std::nullopt;
    auto account = services.centre.account_named(name);
    const bool known = account && account->role == role;
    const bool right =
        crypto::verify_passphrase(known ? account->password_hash : nobody_hash(), *typed);
    if (!known || !right) return std::nullopt;
    return account;
}

}  // namespace probant::center
