// SPDX-License-Identifier: EUPL-1.2
#include "tests/load/bench_program.h"

#include <exception>
#include <filesystem>
#include <iostream>
#include <span>

#include "crypto/sodium.h"
#include "tests/load/process.h"

namespace probant::load {

int run_bench(int argc,
              char** argv,
              std::size_t words,
              const std::function<void(const Words&)>& bench) {
    const std::span raw(argv, static_cast<std::size_t>(argc));
    if (raw.size() != words + 1) return 2;
    try {
        crypto::start_sodium();
        allow_many_files();
        bench(Words(raw.begin() + 1, raw.end()));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << std::filesystem::path(raw.front()).filename().string() << ": " << error.what()
                  << '\n';
        return 1;
    }
}

}  // namespace probant::load
