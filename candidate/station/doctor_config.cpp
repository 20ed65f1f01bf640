// SPDX-License-Identifier: EUPL-1.2
#include "candidate/station/doctor_config.h"

#include "candidate/integrity/machine_files.h"
#include "candidate/station/command.h"
#include "server/config/config.h"

namespace probant::candidate::station {
namespace {

std::vector<std::uint16_t> ports_of(server::ConfigFile& file) {
    std::vector<std::uint16_t> ports;
    for (const std::string& text : file.texts("integrity.ports")) {
        const auto port = integrity::whole_number(text);
        if (port && *port > 0 && *port <= 0xFFFF) {
            ports.push_back(static_cast<std::uint16_t>(*port));
            continue;
        }
        file.refuse("integrity.ports",
                    {"« " + text + " » n'est pas un port : écrire un nombre de 1 à 65535.",
                     "\"" + text + "\" is no port: write a number from 1 to 65535."});
    }
    return ports;
}

integrity::IntegrityConfig usual_of(server::ConfigFile& file) {
    return {.processes = file.texts("integrity.processes"),
            .networks = file.texts("integrity.networks"),
            .elsewhere = file.texts("integrity.elsewhere"),
            .ports = ports_of(file),
            .usb = file.texts("integrity.usb"),
            .display = file.optional_text("integrity.display").value_or(""),
            .window = file.text("integrity.window")};
}

DoctorConfig read_file(server::ConfigFile& file) {
    // Of the station that runs: named, so that a key that nobody knows is still found.
    (void)file.texts("kiosk.command");
    (void)file.path("kiosk.home");
    (void)file.optional_path("log.file");
    return {.centre = file.text("centre.url"),
            .authority = file.path("centre.ca").string(),
            .camera = file.text("camera.device"),
            .models = file.path("camera.models").string(),
            .usual = usual_of(file)};
}

}  // namespace

DoctorConfig read_doctor_config(const std::filesystem::path& file) {
    auto config = server::load_config<DoctorConfig>(file, read_file);
    if (!config) throw Misuse(server::describe(config.error(), server::Language::English));
    return std::move(config).value();
}

}  // namespace probant::candidate::station
