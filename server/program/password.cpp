// SPDX-License-Identifier: EUPL-1.2
#include "server/program/password.h"

#include <string>
#include <utility>

#include "crypto/private_file.h"

namespace probant::server {

Result<crypto::Passphrase, Sentence> read_password(const std::filesystem::path& file) {
    auto secret = crypto::read_secret(file);
    if (!secret) {
        const auto name = file.string();
        return Refused{Sentence{
            name + " : le fichier du mot de passe ne peut pas servir ; il doit exister, vous "
                   "appartenir et n'être lisible que par vous (chmod 600).",
            name + ": " + std::string(crypto::sentence_of(secret.error())) + "."}};
    }
    std::string text = to_string(secret.value().expose());
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    if (text.size() < kPasswordBytesLeast) {
        wipe(text);
        return Refused{Sentence{"Le mot de passe est trop court : 12 caractères au moins.",
                                "The password is too short: 12 characters at least."}};
    }
    auto password = crypto::Passphrase::take(SecretBytes::from(std::move(text)));
    if (!password) {
        return Refused{
            Sentence{"Le mot de passe est trop long : une ligne de 1 024 caractères au plus.",
                     "The password is too long: one line of at most 1,024 characters."}};
    }
    return std::move(*password);
}

}  // namespace probant::server
