// SPDX-License-Identifier: EUPL-1.2
#include "candidate/station/config.h"

#include <charconv>
#include <system_error>

#include "candidate/camera/camera_address.h"

namespace probant::candidate::station {
namespace {

CentreAddress read_centre(server::ConfigFile& file) {
    const auto url = file.text("centre.url");
    if (const auto address = read_centre_address(url)) return *address;
    if (url.empty()) return {};  // it was not given, which is said already
    file.refuse("centre.url",
                {"« " + url + " » n’est pas l’adresse d’un centre : écrivez https://NOM:PORT.",
                 "\"" + url + "\" is no address of a centre: write https://NAME:PORT."});
    return {};
}

std::string read_device(server::ConfigFile& file) {
    auto device = file.text("camera.device");
    if (!device.empty() && !read_camera_address(device)) {
        file.refuse("camera.device",
                    {"« " + device + " » n’est pas une caméra : écrivez /dev/video0.",
                     "\"" + device + "\" is no camera: write /dev/video0."});
    }
    return device;
}

std::vector<std::string> read_command(server::ConfigFile& file) {
    auto words = file.texts("kiosk.command");
    if (words.empty() || !words.front().starts_with('/')) {
        file.refuse("kiosk.command",
                    {"Le premier mot est le chemin complet d’un programme : /usr/bin/…",
                     "the first word is the whole path of a program: /usr/bin/…"});
    }
    return words;
}

std::optional<std::uint16_t> read_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, port);
    if (error != std::errc{} || stop != end || port == 0) return std::nullopt;
    return port;
}

std::vector<std::uint16_t> read_ports(server::ConfigFile& file) {
    std::vector<std::uint16_t> ports;
    for (const auto& text : file.texts("integrity.ports")) {
        if (const auto port = read_port(text)) {
            ports.push_back(*port);
            continue;
        }
        file.refuse("integrity.ports",
                    {"« " + text + " » n’est pas un port : écrivez un nombre de 1 à 65535.",
                     "\"" + text + "\" is no port: write a number from 1 to 65535."});
    }
    return ports;
}

integrity::IntegrityConfig read_usual(server::ConfigFile& file) {
    return {.processes = file.texts("integrity.processes"),
            .networks = file.texts("integrity.networks"),
            .elsewhere = file.texts("integrity.elsewhere"),
            .ports = read_ports(file),
            .usb = file.texts("integrity.usb"),
            .display = file.optional_text("integrity.display").value_or(""),
            .window = file.text("integrity.window")};
}

StationConfig read_config(server::ConfigFile& file) {
    return {.centre = read_centre(file),
            .authority = file.path("centre.ca"),
            .camera = read_device(file),
            .models = file.path("camera.models"),
            .kiosk_command = read_command(file),
            .kiosk_home = file.path("kiosk.home"),
            .usual = read_usual(file),
            .log_file = file.optional_path("log.file")};
}

}  // namespace

Result<StationConfig, server::ConfigFaults> load_station_config(const std::filesystem::path& file) {
    return server::load_config<StationConfig>(file, read_config);
}

}  // namespace probant::candidate::station
