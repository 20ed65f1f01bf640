// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "engine/cli/command.h"

namespace probant::engine::cli {
namespace {

struct Command {
    const char* name;
    const char* does;
    Register add;
};

// One line for each command.
constexpr std::array kCommands{
    Command{"bank-check", "Check an exam package, and say all that is wrong", register_bank_check},
    Command{"calibrate", "Estimate the parameters of items from answers", register_calibrate},
    Command{"forensics",
            "Look in a session's answers for what a human should check",
            register_forensics},
    Command{
        "prices", "Learn what giving each question of a package costs at first", register_prices},
    Command{"replay", "Decide a session's journal again, and say what it proves", register_replay},
    Command{"report", "Judge a run: exposure, precision, fairness, drift", register_report},
    Command{"simulate", "Give adaptive tests to simulated candidates", register_simulate},
    Command{"tables", "Make tables of journals, for calibrate and forensics", register_tables},
    Command{"watch", "Raise again what cameras asked, and hold it to the journal", register_watch},
};

int run(int count, const char* const* arguments) {
    CLI::App app{"The measuring engine of Probant: checks banks, simulates tests."};
    app.set_version_flag("--version", std::string("probant-engine ") + PROBANT_VERSION);
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
}  // namespace probant::engine::cli

int main(int argc, char** argv) {
    try {
        return probant::engine::cli::run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "probant-engine: " << error.what() << '\n';
        return probant::engine::cli::kMisused;
    }
}
