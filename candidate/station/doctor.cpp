// SPDX-License-Identifier: EUPL-1.2
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "candidate/doctor/examination.h"
#include "candidate/doctor/page.h"
#include "candidate/doctor/report.h"
#include "candidate/station/command.h"
#include "candidate/station/doctor_config.h"
#include "candidate/station/model_folder.h"

namespace probant::candidate::station {
namespace {

// What is typed comes before what is configured.
struct DoctorOptions {
    std::string config;
    std::string camera;
    std::string models;
    std::string centre;
    std::string authority;
    std::string state = "/var/lib/probant/station";
    std::vector<std::string> elsewhere;
    std::string page;
    std::string language = "fr";
    bool json = false;
};

std::string first_given(const std::string& typed, const std::string& configured) {
    return typed.empty() ? configured : typed;
}

doctor::CameraPlace camera_of(const DoctorOptions& options, const DoctorConfig& config) {
    const std::string given =
        first_given(first_given(options.camera, config.camera), "/dev/video0");
    const auto place = doctor::camera_place(given);
    if (!place) throw Misuse(given + " is no camera: write /dev/video0, or film:FILE");
    return *place;
}

std::optional<doctor::CentrePlace> centre_of(const DoctorOptions& options,
                                             const DoctorConfig& config) {
    const std::string url = first_given(options.centre, config.centre);
    const std::string authority = first_given(options.authority, config.authority);
    if (url.empty()) return std::nullopt;
    if (authority.empty()) throw Misuse("give --ca with --centre: the PEM file of its authority");
    auto place = doctor::centre_place(url, authority);
    if (!place) throw Misuse(url + " is no address of a centre: write https://NAME:PORT");
    return place;
}

doctor::Examination examination_of(const DoctorOptions& options) {
    DoctorConfig config;
    if (!options.config.empty()) config = read_doctor_config(options.config);
    doctor::Examination examination{
        .camera = camera_of(options, config),
        .models = first_given(first_given(options.models, config.models), model_folder().string()),
        .centre = centre_of(options, config),
        .state = options.state,
        .usual = config.usual};
    if (!options.elsewhere.empty()) examination.usual.elsewhere = options.elsewhere;
    return examination;
}

void write_page(const std::string& file, const std::string& page) {
    std::ofstream stream(file, std::ios::binary);
    stream << page;
    if (!stream.flush()) throw Misuse(file + " cannot be written: give --page a file in a folder");
}

int examine_station(const DoctorOptions& options) {
    const auto language = engine::parse_language(options.language);
    if (!language) throw Misuse("--lang is fr or en, not " + options.language);
    const auto examination = examination_of(options);
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    const auto wall_ms = std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
    const auto checks = doctor::examine(examination, wall_ms);
    if (!options.page.empty())
        write_page(options.page, doctor::page_of(checks, wall_ms, *language));
    if (options.json) {
        std::cout << doctor::report_json(checks, wall_ms) << '\n';
    } else {
        std::cout << doctor::report_lines(checks, *language);
    }
    return doctor::state_of(checks) == engine::SignState::Ok ? kDone : kToCheck;
}

}  // namespace

Run register_doctor(CLI::App& command) {
    auto options = std::make_shared<DoctorOptions>();
    command.add_option("--config", options->config, "The station's configuration");
    command.add_option("--camera", options->camera, "/dev/video0, or film:FILE");
    command.add_option("--models", options->models, "Folder of the networks");
    command.add_option("--centre", options->centre, "https://NAME:PORT");
    command.add_option("--ca", options->authority, "PEM file of the centre's authority");
    command.add_option("--state", options->state, "Folder where the station keeps what it does");
    command.add_option(
        "--elsewhere", options->elsewhere, "ADDRESS:PORT that must not answer (may be repeated)");
    command.add_option("--page", options->page, "Also write a page to print");
    command.add_option("--lang", options->language, "fr or en");
    command.add_flag("--json", options->json, "One JSON object, in both languages");
    return [options] { return examine_station(*options); };
}

}  // namespace probant::candidate::station
