// engine/cli/thread_crew.h: the parts of a work, shared between threads.
//
// Role        What a program gives to the engine, which holds no thread of its own.
// Invariants  Returns when every part is done; the first exception of a part is thrown again.
// Threads     One caller. Each call starts its threads and ends them.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

#include "engine/calibration/crew.h"

namespace probant::engine::cli {

constexpr std::size_t kThreadsMost = 256;

[[nodiscard]] calibration::Crew thread_crew(std::size_t threads);

}  // namespace probant::engine::cli
