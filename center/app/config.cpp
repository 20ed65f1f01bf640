// SPDX-License-Identifier: EUPL-1.2
#include "center/app/config.h"

#include "server/http/guard.h"
#include "server/http/server.h"

namespace probant::center {
namespace {

constexpr std::uint16_t kPortLeast = 1;
constexpr std::uint16_t kPortMost = 65'535;

CentreConfig read_config(server::ConfigFile& file) {
    CentreConfig config{
        .id = file.text("centre.id"),
        .name = file.text("centre.name"),
        .mode =
            file.word("centre.mode", {"production", "demo"}) == 0 ? Mode::Production : Mode::Demo,
        .address = file.text("listen.address"),
        .port = file.number<std::uint16_t>("listen.port", kPortLeast, kPortMost),
        .certificate = file.path("listen.certificate"),
        .certificate_key = file.path("listen.certificate_key"),
        .authority = file.optional_path("listen.authority"),
        .hosts = file.texts("listen.hosts"),
        .data = file.path("folders.data"),
        .package = file.path("folders.package"),
        .pages = file.path("folders.pages"),
        .trust = file.path("folders.trust"),
        .machine_secret = file.path("keys.machine_secret"),
        .centre_key = file.path("keys.centre"),
        .invigilator_keys = file.path("keys.invigilators"),
        .registry_url = file.text("registry.url"),
        .registry_ca = file.path("registry.ca"),
        .stations = file.number<std::size_t>("room.stations", 1, server::kStationsMax),
        .log_file = file.optional_path("log.file")};
    if (const auto port = file.optional_integer("listen.demo_plain_port", kPortLeast, kPortMost)) {
        config.plain_port = static_cast<std::uint16_t>(*port);
        if (config.mode != Mode::Demo) {
            file.refuse("listen.demo_plain_port",
                        {"HTTP sans chiffrement n’est permis qu’en mode demo : retirez cette clé.",
                         "plain HTTP is allowed in demo mode only: remove this key"});
        }
    }
    if (config.hosts.empty()) {
        file.refuse("listen.hosts",
                    {"Nommez au moins un hôte par lequel les postes joignent le centre.",
                     "name at least one host by which stations reach the centre"});
    }
    for (const auto& host : config.hosts) {
        if (server::is_host_spelling(host)) continue;
        file.refuse(
            "listen.hosts",
            {"« " + host +
                 " » ne correspondra jamais : écrivez l’hôte seul, en minuscules, sans port "
                 "ni https://.",
             "\"" + host +
                 "\" will never match: write the host alone, in lower case, without a port "
                 "or https://."});
    }
    return config;
}

}  // namespace

Result<CentreConfig, server::ConfigFaults> load_centre_config(const std::filesystem::path& file) {
    return server::load_config<CentreConfig>(file, read_config);
}

}  // namespace probant::center
