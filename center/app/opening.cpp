// SPDX-License-Identifier: EUPL-1.2
#include "center/app/opening.h"

#include "center/app/reasons.h"
#include "crypto/private_file.h"
#include "server/files/read_folder.h"

namespace probant::center {
namespace {

constexpr std::uintmax_t kPackageBytesMax = std::uintmax_t{128} << 20U;
constexpr std::uintmax_t kTrustBytesMax = std::uintmax_t{1} << 20U;
constexpr std::uintmax_t kProgramBytesMax = std::uintmax_t{512} << 20U;
constexpr std::size_t kFaultsTold = 5;

[[noreturn]] void refuse(const std::string& fr, const std::string& en) {
    throw CannotStart({fr, en});
}

SecretBytes read_private(const std::filesystem::path& file) {
    auto secret = crypto::read_secret(file);
    if (!secret) {
        const auto why = reason_of(secret.error());
        refuse("Le fichier secret " + file.string() + " ne peut pas être lu : " + why.fr + ".",
               "The secret file " + file.string() + " cannot be read: " + why.en + ".");
    }
    return std::move(secret).value();
}

std::string read_public(const std::filesystem::path& file) {
    auto text = server::read_text_file(file, kTrustBytesMax);
    if (!text) {
        refuse("Le fichier " + file.string() +
                   " manque : installez le dossier de confiance remis "
                   "par le registre.",
               "The file " + file.string() +
                   " is missing: install the trust folder given by the registry.");
    }
    return std::move(*text);
}

std::string faults_text(const std::vector<engine::BankFault>& faults, engine::Language language) {
    std::string text;
    for (std::size_t place = 0; place < faults.size() && place < kFaultsTold; ++place) {
        text += "\n  " + faults[place].file + " " + faults[place].item + " " + faults[place].field +
                ": " + faults[place].what.in(language);
    }
    if (faults.size() > kFaultsTold)
        text += "\n  … +" + std::to_string(faults.size() - kFaultsTold);
    return text;
}

}  // namespace

crypto::MachineSecret open_machine_secret(const CentreConfig& config) {
    auto secret = crypto::MachineSecret::take(read_private(config.machine_secret));
    if (!secret) {
        refuse(
            "Le secret de la machine n’a pas 32 octets : refaites-le avec "
            "« probant-keys make-machine-secret ».",
            "The machine secret is not 32 bytes: make it again with "
            "\"probant-keys make-machine-secret\".");
    }
    return std::move(*secret);
}

crypto::SigningKey open_centre_key(const CentreConfig& config, const crypto::Lock& lock) {
    const auto file = read_private(config.centre_key);
    auto key = crypto::open_signing_key(as_text(file.expose()), lock);
    if (!key) {
        const auto why = reason_of(key.error());
        refuse(
            "La clé du centre " + config.centre_key.string() + " ne s’ouvre pas : " + why.fr + ".",
            "The centre key " + config.centre_key.string() + " does not open: " + why.en + ".");
    }
    const auto& label = key.value().label;
    if (label.use != crypto::Role::Centre || label.centre != config.id) {
        refuse("La clé " + config.centre_key.string() + " n’est pas celle du centre " + config.id +
                   " : nommez la sienne dans keys.centre, ou corrigez centre.id.",
               "The key " + config.centre_key.string() + " is not that of centre " + config.id +
                   ": name its own in keys.centre, or correct centre.id.");
    }
    if (label.demo && config.mode != Mode::Demo) {
        refuse("Cette clé de démonstration ne sert pas en production : faites la clé du centre.",
               "This demonstration key does not serve in production: make the centre’s own key.");
    }
    return std::move(key).value();
}

crypto::Trust load_trust_folder(const CentreConfig& config) {
    auto trust = crypto::load_trust({.root_pub = read_public(config.trust / "root.pub"),
                                     .trust_dsse = read_public(config.trust / "trust.dsse.json")},
                                    0);
    if (!trust) {
        const auto why = reason_of(trust.error());
        refuse("Le dossier de confiance " + config.trust.string() + " est refusé : " + why.fr + ".",
               "The trust folder " + config.trust.string() + " is refused: " + why.en + ".");
    }
    return std::move(trust).value();
}

crypto::Trust open_trust(const CentreConfig& config,
                         const crypto::SigningKey& centre_key,
                         std::int64_t now_ms) {
    auto trust = load_trust_folder(config);
    const crypto::KeyUse use{.role = crypto::Role::Centre,
                             .at = {now_ms / 1000},
                             .mode = config.mode == Mode::Demo ? crypto::TrustMode::Demo
                                                               : crypto::TrustMode::Production};
    const auto standing = trust.standing(centre_key.pair.keyid(), use);
    if (standing != crypto::Standing::Valid) {
        const auto why = reason_of(standing);
        refuse("La confiance ne répond pas de la clé de ce centre : " + why.fr + ".",
               "Trust does not answer for this centre’s key: " + why.en + ".");
    }
    return trust;
}

std::shared_ptr<const engine::Content> open_package(const CentreConfig& config) {
    std::error_code failed;
    if (!std::filesystem::is_directory(config.package, failed)) {
        refuse("Le paquet d’examen " + config.package.string() +
                   " n’existe pas : installez-le là, ou corrigez folders.package.",
               "The exam package " + config.package.string() +
                   " does not exist: install it there, or correct folders.package.");
    }
    const auto files = server::read_folder(config.package, kPackageBytesMax);
    if (!files) {
        refuse("Le paquet d’examen " + config.package.string() +
                   " dépasse 128 Mio ou ne peut pas être lu : installez celui qui a été remis.",
               "The exam package " + config.package.string() +
                   " is over 128 MiB or cannot be read: install the one that was given.");
    }
    auto content = engine::read_package(*files);
    if (!content) {
        refuse("Le paquet d’examen " + config.package.string() +
                   " a des défauts, réinstallez-le ou corrigez-les :" +
                   faults_text(content.error(), engine::Language::French),
               "The exam package " + config.package.string() +
                   " has faults, install it again or correct them:" +
                   faults_text(content.error(), engine::Language::English));
    }
    return std::make_shared<const engine::Content>(std::move(content).value());
}

crypto::Digest digest_of_program() {
    const auto program =
        server::read_text_file(std::filesystem::read_symlink("/proc/self/exe"), kProgramBytesMax);
    return crypto::sha256(program.value_or(""));
}

}  // namespace probant::center
