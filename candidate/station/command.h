// candidate/station/command.h: what a subcommand of probant-station gives to main.
//
// Role     Each command lives in its own file and registers itself through one function of this
//          shape; main.cpp holds the table of them.
// Status   0 done, 1 refused (the world is not as it must be) or something is to be looked at
//          (doctor), 2 misused (what was given cannot be read). Errors are one sentence on stderr
//          that says what to do next.
// Threads  main's only.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <stdexcept>

#include "server/program/exit_status.h"

namespace CLI {
class App;
}

namespace probant::candidate::station {

using server::kDone;
using server::kMisused;
using server::kRefused;
constexpr int kToCheck = 1;

/// What cannot be read or written: main prints it and ends with kMisused.
class Misuse : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Runs once the arguments are parsed, gives the exit status.
using Run = std::function<int()>;

/// Adds the options of one command to its own subcommand.
using Register = Run (*)(CLI::App& command);

[[nodiscard]] Run register_doctor(CLI::App& command);
[[nodiscard]] Run register_enrol(CLI::App& command);
[[nodiscard]] Run register_observe(CLI::App& command);
[[nodiscard]] Run register_run(CLI::App& command);

}  // namespace probant::candidate::station
