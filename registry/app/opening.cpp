// SPDX-License-Identifier: EUPL-1.2
#include "registry/app/opening.h"

#include <fstream>

#include "crypto/private_file.h"
#include "registry/api/services.h"

namespace probant::registry {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTrustBytesMax = std::size_t{2} << 20U;

UtcTime now() {
    return utc_of_ms(wall_ms());
}

[[noreturn]] void refuse(const fs::path& file, const std::string& fr, const std::string& en) {
    throw CannotStart({file.string() + " : " + fr, file.string() + ": " + en});
}

std::string read_text(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(stream), {});
    if (!stream && text.empty())
        refuse(file, "ce fichier ne peut pas être lu.", "this file cannot be read.");
    if (text.size() > kTrustBytesMax)
        refuse(file, "ce fichier est trop gros.", "this file is too large.");
    return text;
}

fs::path version_file(const RegistryConfig& config) {
    return config.data / "trust-version";
}

std::uint64_t remembered_version(const RegistryConfig& config) {
    std::ifstream stream(version_file(config));
    std::uint64_t version = 0;
    stream >> version;
    return version;
}

SecretBytes read_private(const fs::path& file) {
    auto secret = crypto::read_secret(file);
    if (!secret) {
        const std::string why(crypto::sentence_of(secret.error()));
        refuse(file, "cette clé ne peut pas être lue (" + why + ").", why + ".");
    }
    return std::move(secret).value();
}

/// Trust's word on a key of ours.
void check_standing(const fs::path& file,
                    const std::string& keyid,
                    crypto::Role role,
                    const crypto::Trust& trust,
                    crypto::TrustMode mode) {
    const auto standing = trust.standing(keyid, {.role = role, .at = now(), .mode = mode});
    if (standing == crypto::Standing::Valid) return;
    const auto said = std::string(name_of(standing)) + ", " + std::string(name_of(role));
    refuse(file,
           "le dossier de confiance ne reconnaît pas cette clé (" + said + ").",
           "the trust folder does not accept this key (" + said + ").");
}

}  // namespace

crypto::Trust open_trust(const RegistryConfig& config) {
    const crypto::TrustFiles files{.root_pub = read_text(config.trust / "root.pub"),
                                   .trust_dsse = read_text(config.trust / "trust.dsse.json")};
    auto trust = crypto::load_trust(files, remembered_version(config));
    if (!trust) {
        const std::string why(name_of(trust.error()));
        refuse(config.trust,
               "ce dossier de confiance est refusé (" + why + ").",
               "this trust folder is refused (" + why + ").");
    }
    const auto version = std::to_string(trust.value().version());
    const auto written =
        crypto::write_public(version_file(config), as_bytes(version), crypto::Existing::Replace);
    if (!written)
        refuse(version_file(config), "ce fichier ne peut pas être écrit.", "cannot be written.");
    return std::move(trust).value();
}

crypto::Lock open_lock(const RegistryConfig& config) {
    auto secret = crypto::MachineSecret::take(read_private(config.machine_secret));
    if (!secret) {
        refuse(config.machine_secret,
               "ce n’est pas un secret de machine de 32 octets : probant-keys machine-secret.",
               "this is no machine secret of 32 bytes: probant-keys machine-secret.");
    }
    return std::move(*secret);
}

crypto::KeyPair open_signing_key_of(const RegistryConfig& config,
                                    const fs::path& file,
                                    crypto::Role role,
                                    const crypto::Trust& trust) {
    const auto text = read_private(file);
    auto key = crypto::open_signing_key(as_text(text.expose()), open_lock(config));
    if (!key) {
        const std::string why(crypto::sentence_of(key.error()));
        refuse(file, "cette clé ne s’ouvre pas (" + why + ").", why + ".");
    }
    check_standing(file, key.value().pair.keyid(), role, trust, config.mode);
    return std::move(key).value().pair;
}

crypto::age::Identity open_age_key(const RegistryConfig& config, const crypto::Trust& trust) {
    const auto text = read_private(config.age_key);
    auto key = crypto::open_receiving_key(as_text(text.expose()), open_lock(config));
    if (!key) {
        const std::string why(crypto::sentence_of(key.error()));
        refuse(config.age_key, "cette clé ne s’ouvre pas (" + why + ").", why + ".");
    }
    check_standing(config.age_key,
                   key.value().identity.recipient().keyid(),
                   crypto::Role::AgeRegistry,
                   trust,
                   config.mode);
    return std::move(key).value().identity;
}

}  // namespace probant::registry
