// engine/cli/command.h: what a subcommand of probant-engine gives to main.
//
// Role     Each command lives in its own file and registers itself through one function of this
//          shape; main.cpp holds the table of them.
// Status   0 done, 1 refused (what was checked is not right), 2 misused (what was given cannot be
//          read). Errors are one line on stderr that says what to do next.
// Threads  main's only.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <stdexcept>

namespace CLI {
class App;
}

namespace probant::engine::cli {

constexpr int kDone = 0;
constexpr int kRefused = 1;
constexpr int kMisused = 2;

/// What cannot be read or written: main prints it and ends with kMisused.
class Misuse : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Runs once the arguments are parsed, gives the exit status.
using Run = std::function<int()>;

/// Adds the options of one command to its own subcommand.
using Register = Run (*)(CLI::App& command);

[[nodiscard]] Run register_bank_check(CLI::App& command);
[[nodiscard]] Run register_calibrate(CLI::App& command);
[[nodiscard]] Run register_forensics(CLI::App& command);
[[nodiscard]] Run register_prices(CLI::App& command);
[[nodiscard]] Run register_replay(CLI::App& command);
[[nodiscard]] Run register_report(CLI::App& command);
[[nodiscard]] Run register_simulate(CLI::App& command);
[[nodiscard]] Run register_tables(CLI::App& command);
[[nodiscard]] Run register_watch(CLI::App& command);

}  // namespace probant::engine::cli
