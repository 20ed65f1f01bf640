// SPDX-License-Identifier: EUPL-1.2
#include "registry/app/accounts.h"

#include <algorithm>
#include <iostream>

#include "crypto/passphrase.h"
#include "crypto/private_file.h"
#include "registry/api/routes.h"

namespace probant::registry {
namespace {

constexpr int kDone = 0;
constexpr int kRefused = 1;
constexpr int kMisused = 2;

constexpr std::size_t kPasswordBytesLeast = 12;
constexpr std::size_t kNameBytesMax = 256;

std::optional<crypto::Passphrase> read_password(const std::filesystem::path& file) {
    auto secret = crypto::read_secret(file);
    if (!secret) {
        std::cerr << file.string() << ": " << crypto::sentence_of(secret.error()) << '\n';
        return std::nullopt;
    }
    // An editor ends a file with a line feed that nobody types.
    std::string text = to_string(secret.value().expose());
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    if (text.size() < kPasswordBytesLeast) {
        wipe(text);
        std::cerr << "the password is too short: 12 characters at least\n";
        return std::nullopt;
    }
    return crypto::Passphrase::take(SecretBytes::from(std::move(text)));
}

}  // namespace

int add_account(const RegistryConfig& config, const NewAccount& account) {
    auto roles = account.roles;
    std::ranges::replace(roles, ',', ' ');
    if (!roles_named(roles)) {
        std::cerr << "--roles is a list of jury, publisher, auditor\n";
        return kMisused;
    }
    if (account.name.empty() || account.name.size() > kNameBytesMax) {
        std::cerr << "--name is not a name\n";
        return kMisused;
    }
    const auto password = read_password(account.password_file);
    if (!password) return kRefused;
    Store store(config.data);
    const bool added = store.add_account(
        {.name = account.name, .roles = roles, .password = crypto::hash_passphrase(*password)},
        wall_ms());
    if (!added) {
        std::cerr << "an account of this name is already there: choose another name\n";
        return kRefused;
    }
    return kDone;
}

}  // namespace probant::registry
