// SPDX-License-Identifier: EUPL-1.2
#include "registry/api/config.h"

namespace probant::registry {
namespace {

constexpr std::uint16_t kPortLeast = 1;
constexpr std::uint16_t kPortMost = 65'535;

/// The address and a code must fit in the certificate's QR code.
constexpr std::size_t kVerifyUrlMax = 160;

void check_together(server::ConfigFile& file, const RegistryConfig& config) {
    if (config.plain_port && config.mode != crypto::TrustMode::Demo) {
        file.refuse("listen.demo_plain_port",
                    {"HTTP sans chiffrement n’est permis qu’en mode demo : retirez cette clé.",
                     "plain HTTP is allowed in demo mode only: remove this key"});
    }
    if (config.hosts.empty()) {
        file.refuse("listen.hosts",
                    {"Nommez au moins un hôte par lequel on joint le registre.",
                     "name at least one host by which the registry is reached"});
    }
    if (!config.did.starts_with("did:web:")) {
        file.refuse("registry.did",
                    {"L’identifiant du registre commence par did:web:, suivi de son nom d’hôte.",
                     "the registry's identifier starts with did:web:, then its host name"});
    }
    if (config.verify_url.size() > kVerifyUrlMax) {
        file.refuse("certificates.verify_url",
                    {"Cette adresse est trop longue pour le code QR : 160 caractères au plus.",
                     "this address is too long for the QR code: at most 160 characters"});
    }
}

RegistryConfig read_config(server::ConfigFile& file) {
    RegistryConfig config{
        .name = file.text("registry.name"),
        .did = file.text("registry.did"),
        .mode = file.word("registry.mode", {"production", "demo"}) == 0
                    ? crypto::TrustMode::Production
                    : crypto::TrustMode::Demo,
        .issue = file.word("certificates.issue", {"after_jury", "on_acceptance"}) == 0
                     ? IssuePolicy::AfterJury
                     : IssuePolicy::OnAcceptance,
        .verify_url = file.text("certificates.verify_url"),
        .address = file.text("listen.address"),
        .port = file.number<std::uint16_t>("listen.port", kPortLeast, kPortMost),
        .certificate = file.path("listen.certificate"),
        .certificate_key = file.path("listen.certificate_key"),
        .hosts = file.texts("listen.hosts"),
        .data = file.path("folders.data"),
        .banks = file.path("folders.banks"),
        .pages = file.path("folders.pages"),
        .trust = file.path("folders.trust"),
        .machine_secret = file.path("keys.machine_secret"),
        .receipt_key = file.path("keys.receipt"),
        .certificate_signing_key = file.path("keys.certificate"),
        .age_key = file.path("keys.age"),
        .log_file = file.optional_path("log.file")};
    if (const auto port = file.optional_integer("listen.demo_plain_port", kPortLeast, kPortMost))
        config.plain_port = static_cast<std::uint16_t>(*port);
    check_together(file, config);
    return config;
}

}  // namespace

Result<RegistryConfig, server::ConfigFaults> load_registry_config(
    const std::filesystem::path& file) {
    return server::load_config<RegistryConfig>(file, read_config);
}

}  // namespace probant::registry
