// SPDX-License-Identifier: EUPL-1.2
#include "center/app/surroundings.h"

#include "center/app/opening.h"
#include "center/outbox/registry_address.h"
#include "server/files/read_folder.h"

namespace probant::center {
namespace {

using server::Sentence;

constexpr std::uintmax_t kAuthorityBytesMax = std::uintmax_t{1} << 20U;

/// A browser keeps two connections and a WebSocket, the station's link one; one more while a page
/// loads or a line comes back.
constexpr std::uint64_t kFilesPerStation = 5;

/// The sessions' files, the pages, the log, consoles, the registry.
constexpr std::uint64_t kFilesBesides = 256;

std::optional<Sentence> fault_of_registry(const CentreConfig& config) {
    if (!read_registry_address(config.registry_url)) {
        return Sentence{"L’adresse du registre n’en est pas une : " + config.registry_url +
                            ". Corrigez registry.url (https://hôte:port).",
                        "The registry’s address is not one: " + config.registry_url +
                            ". Correct registry.url (https://host:port)."};
    }
    const auto authority = server::read_text_file(config.registry_ca, kAuthorityBytesMax);
    if (authority && authority->find("-----BEGIN CERTIFICATE-----") != std::string::npos)
        return std::nullopt;
    return Sentence{
        "L’autorité du registre " + config.registry_ca.string() +
            " ne peut pas être lue ou n’est pas un certificat PEM : installez celui que "
            "le registre a remis et nommez-le dans registry.ca.",
        "The registry’s authority " + config.registry_ca.string() +
            " cannot be read or is no PEM certificate: install the one given by the "
            "registry and name it in registry.ca."};
}

std::optional<Sentence> fault_of_recipients(const CentreConfig& config, std::int64_t now_ms) {
    try {
        const auto mode =
            config.mode == Mode::Demo ? crypto::TrustMode::Demo : crypto::TrustMode::Production;
        if (!load_trust_folder(config).recipients({now_ms / 1000}, mode).empty())
            return std::nullopt;
    } catch (const CannotStart& refused) {
        return refused.because();
    }
    return Sentence{
        "Le dossier de confiance " + config.trust.string() +
            " ne nomme aucune clé du registre à laquelle sceller : demandez au registre "
            "un dossier à jour et installez-le.",
        "The trust folder " + config.trust.string() +
            " names no key of the registry to seal to: ask the registry for an up to "
            "date folder and install it."};
}

std::optional<Sentence> fault_of_invigilators(const CentreConfig& config) {
    std::error_code failed;
    const std::filesystem::directory_iterator readable(config.invigilator_keys, failed);
    if (!failed) return std::nullopt;
    return Sentence{"Le dossier des clés des surveillants " + config.invigilator_keys.string() +
                        " n’existe pas ou ne peut pas être lu : créez-le et mettez-y la clé de "
                        "chaque surveillant, <compte>.key (keys.invigilators).",
                    "The folder of the invigilators’ keys " + config.invigilator_keys.string() +
                        " does not exist or cannot be read: make it and put each invigilator’s key "
                        "there, <account id>.key (keys.invigilators)."};
}

}  // namespace

std::vector<Sentence> faults_around(const CentreConfig& config, std::int64_t now_ms) {
    std::vector<Sentence> faults;
    for (const auto& fault : {fault_of_registry(config),
                              fault_of_recipients(config, now_ms),
                              fault_of_invigilators(config)})
        if (fault) faults.push_back(*fault);
    return faults;
}

std::uint64_t open_files_for(std::size_t stations) {
    return kFilesPerStation * stations + kFilesBesides;
}

}  // namespace probant::center
