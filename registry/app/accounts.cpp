// SPDX-License-Identifier: EUPL-1.2
#include "registry/app/accounts.h"

#include <algorithm>

#include "crypto/passphrase.h"
#include "registry/api/routes.h"
#include "server/program/exit_status.h"
#include "server/program/password.h"
#include "server/text/nfc.h"

namespace probant::registry {
namespace {

constexpr std::size_t kNameBytesMax = 256;

}  // namespace

int add_account(const RegistryConfig& config, const NewAccount& account) {
    auto roles = account.roles;
    std::ranges::replace(roles, ',', ' ');
    if (!roles_named(roles)) {
        return server::misuse({"--roles : un ou plusieurs parmi jury, publisher, auditor.",
                               "--roles: one or more of jury, publisher, auditor."});
    }
    // "é" has one spelling, whatever keyboard it comes from: staff sign in with the same.
    const auto name = server::to_nfc(account.name);
    if (!name || name->empty() || name->size() > kNameBytesMax) {
        return server::misuse({"--name : donnez le nom sous lequel la personne se connectera.",
                               "--name: give the name with which the person will sign in."});
    }
    const auto password = server::read_password(account.password_file);
    if (!password) return server::refuse(password.error());
    Store store(config.data);
    const bool added = store.add_account(
        {.name = *name, .roles = roles, .password = crypto::hash_passphrase(password.value())},
        wall_ms());
    if (!added) {
        return server::refuse({"Un compte porte déjà ce nom : choisissez-en un autre.",
                               "An account has this name already: choose another."});
    }
    return server::kDone;
}

}  // namespace probant::registry
