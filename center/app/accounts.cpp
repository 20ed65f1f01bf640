// SPDX-License-Identifier: EUPL-1.2
#include "center/app/accounts.h"

#include "center/storage/centre_store.h"
#include "crypto/passphrase.h"
#include "crypto/random.h"
#include "engine/journal/shape.h"
#include "server/program/exit_status.h"
#include "server/program/password.h"
#include "server/text/nfc.h"

namespace probant::center {
int add_account(const CentreConfig& config, const NewAccount& account, std::ostream& out) {
    const auto role = engine::value_spelt<engine::Role>(account.role);
    if (role != engine::Role::Manager && role != engine::Role::Invigilator) {
        return server::misuse({"--role : manager (responsable) ou invigilator (surveillant).",
                               "--role: manager or invigilator."});
    }
    const auto name = server::to_nfc(account.name);
    if (!name || name->empty()) {
        return server::misuse({"--name : donnez le nom sous lequel la personne se connectera.",
                               "--name: give the name with which the person will sign in."});
    }
    const auto password = server::read_password(account.password_file);
    if (!password) return server::refuse(password.error());

    std::filesystem::create_directories(config.data);
    // As the centre itself leaves it: whoever makes it first, it is nobody else's to read.
    std::filesystem::permissions(config.data, std::filesystem::perms::owner_all);
    CentreStore store(config.data / "centre.db");
    const Account made{.id = engine::AccountId{crypto::random_uuid_v4()},
                       .name = *name,
                       .role = *role,
                       .password_hash = crypto::hash_passphrase(password.value())};
    if (!store.add_account(made)) {
        return server::refuse({"Un compte porte déjà ce nom : choisissez-en un autre.",
                               "An account has this name already: choose another."});
    }
    out << made.id.text() << '\n';
    return server::kDone;
}

}  // namespace probant::center
