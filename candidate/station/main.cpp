// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <opencv2/core/utils/logger.hpp>

#include "candidate/station/command.h"

namespace probant::candidate::station {
namespace {

struct Command {
    const char* name;
    const char* does;
    Register add;
};

// One line for each command.
constexpr std::array kCommands{
    Command{"doctor", "Look at this machine before an exam, and say what to mend", register_doctor},
    Command{
        "enrol", "Make this machine a station of a centre, with a code typed once", register_enrol},
    Command{
        "observe", "Say what the camera would have seen in pictures and films", register_observe},
    Command{"run", "Be a station: kiosk, camera and link, until told to stop", register_run},
};

int run(int count, const char* const* arguments) {
    CLI::App app{"The station of a candidate: observes and shows, a person decides."};
    app.set_version_flag("--version", std::string("probant-station ") + PROBANT_VERSION);
    app.require_subcommand(1);
    std::vector<std::pair<CLI::App*, Run>> commands;
    for (const Command& command : kCommands) {
        auto* added = app.add_subcommand(command.name, command.does);
        commands.emplace_back(added, command.add(*added));
    }
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kMisused;
    }
    for (const auto& [command, action] : commands)
        if (command->parsed()) return action();
    return kMisused;
}

}  // namespace
}  // namespace probant::candidate::station

int main(int argc, char** argv) {
    try {
        // What OpenCV would say of a file on stderr, the commands say in a sentence of their own.
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        return probant::candidate::station::run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "probant-station: " << error.what() << '\n';
        return probant::candidate::station::kMisused;
    }
}
