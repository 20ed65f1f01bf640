// SPDX-License-Identifier: EUPL-1.2
#include "center/app/accounts.h"

#include <iostream>

#include "center/storage/centre_store.h"
#include "crypto/passphrase.h"
#include "crypto/private_file.h"
#include "crypto/random.h"
#include "engine/journal/shape.h"
#include "server/text/nfc.h"

namespace probant::center {
namespace {

constexpr int kDone = 0;
constexpr int kRefused = 1;
constexpr int kMisused = 2;

constexpr std::size_t kPasswordBytesLeast = 12;

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

int add_account(const CentreConfig& config, const NewAccount& account, std::ostream& out) {
    const auto role = engine::value_spelt<engine::Role>(account.role);
    if (role != engine::Role::Manager && role != engine::Role::Invigilator) {
        std::cerr << "--role is manager or invigilator\n";
        return kMisused;
    }
    const auto name = server::to_nfc(account.name);
    if (!name || name->empty()) {
        std::cerr << "--name is not a name\n";
        return kMisused;
    }
    const auto password = read_password(account.password_file);
    if (!password) return kRefused;

    std::filesystem::create_directories(config.data);
    CentreStore store(config.data / "centre.db");
    const Account made{.id = engine::AccountId{crypto::random_uuid_v4()},
                       .name = *name,
                       .role = *role,
                       .password_hash = crypto::hash_passphrase(*password)};
    if (!store.add_account(made)) {
        std::cerr << "an account of this name is already there: choose another name\n";
        return kRefused;
    }
    out << made.id.text() << '\n';
    return kDone;
}

}  // namespace probant::center
