// SPDX-License-Identifier: EUPL-1.2
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "candidate/agent/agent.h"
#include "candidate/integrity/integrity_rounds.h"
#include "candidate/station/command.h"
#include "candidate/station/config.h"
#include "server/observe/log.h"
#include "server/program/service.h"

namespace probant::candidate::station {
namespace {

struct RunOptions {
    std::string config = kConfigFile;
    std::string state = kStateFolder;
    std::string camera;  // replaces the configuration's
    std::string models;  // replaces the configuration's
    bool no_kiosk = false;
};

server::Sentence no_camera(const std::string& typed) {
    return {
        "« " + typed + " » n’est pas une caméra : écrivez /dev/video0 ou film:FICHIER?rate=real.",
        "\"" + typed + "\" is no camera: write /dev/video0 or film:FILE?rate=real."};
}

// The machine is looked at by a thread of its own; the link asks what it found.
IntegrityObserver observer_of(const integrity::IntegrityConfig& usual) {
    auto rounds =
        std::make_shared<integrity::IntegrityRounds>(integrity::RoundsOrder{.usual = usual});
    return [rounds](const IntegrityMoment& moment) {
        std::optional<integrity::TimeAnswer> heard;
        if (moment.heard) {
            heard = integrity::TimeAnswer{.boot_ms = moment.heard->boot_ms,
                                          .wall_ms = moment.heard->wall_ms,
                                          .server_ms = moment.heard->server_ms,
                                          .round_trip = moment.heard->round_trip};
        }
        return rounds->signs({.boot_ms = moment.boot_ms, .wall_ms = moment.wall_ms}, heard);
    };
}

AgentParts parts_of(const StationConfig& config,
                    const RunOptions& options,
                    const CameraAddress& camera,
                    StationIdentity identity) {
    AgentParts parts{.identity = std::move(identity),
                     .centre = {.host = config.centre.host,
                                .port = config.centre.port,
                                .authority = config.authority},
                     .camera = camera,
                     .models = config.models,
                     .state = options.state,
                     .kiosk = {},
                     .integrity = observer_of(config.usual)};
    if (!options.models.empty()) parts.models = options.models;
    if (!options.no_kiosk)
        parts.kiosk = KioskCommand{.words = config.kiosk_command, .home = config.kiosk_home};
    return parts;
}

int run_station(const RunOptions& options) {
    const auto config = load_station_config(options.config);
    if (!config) {
        std::cerr << server::describe(config.error(), server::Language::French)
                  << server::describe(config.error(), server::Language::English);
        return kMisused;
    }
    const auto& device = options.camera.empty() ? config.value().camera : options.camera;
    const auto camera = read_camera_address(device);
    if (!camera) return server::misuse(no_camera(device));
    auto identity = read_identity(options.state);
    if (!identity) return server::refuse(identity.error());
    const server::StopSignals signals;
    server::ignore_broken_pipes();
    if (const auto& file = config.value().log_file)
        server::log_to_file(*file, server::LogLevel::Info);
    Agent agent(parts_of(config.value(), options, *camera, std::move(identity).value()));
    agent.run();
    return kDone;
}

}  // namespace

Run register_run(CLI::App& command) {
    auto options = std::make_shared<RunOptions>();
    command.add_option("--config", options->config, "The station's configuration")
        ->capture_default_str();
    command.add_option("--state", options->state, "Where enrol kept the station")
        ->capture_default_str();
    command.add_option(
        "--camera", options->camera, "/dev/video0, or film:FILE?rate=real&loop=1, not the file's");
    command.add_option(
        "--models", options->models, "Folder that deploy/models filled, not the file's");
    command.add_flag("--no-kiosk", options->no_kiosk, "Start no browser");
    return [options] { return run_station(*options); };
}

}  // namespace probant::candidate::station
