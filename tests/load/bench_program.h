// tests/load/bench_program.h: how every bench of the wire begins and ends.
//
// Role     Takes the words of the command line, lets the process open many files, runs the bench,
//          and names it where it says what failed.
// Exit     0 measured, 1 something did not run, 2 misused.
// Threads  Called once, by main().
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace probant::load {

/// Without the program's own name.
using Words = std::vector<std::string>;

[[nodiscard]] int run_bench(int argc,
                            char** argv,
                            std::size_t words,
                            const std::function<void(const Words&)>& bench);

}  // namespace probant::load
