// candidate/link/station_clock.h: the two clocks of a station.
//
// Role     Boot time decides, wall time is told to the centre.
// Threads  Any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/time/instant.h"

namespace probant::candidate {

/// Milliseconds since the machine booted, its sleep included; steady.
[[nodiscard]] std::int64_t boot_ms();

/// Unix milliseconds; may jump.
[[nodiscard]] std::int64_t wall_ms();

/// Boot time, as the pure parts of the station are told it.
[[nodiscard]] engine::Instant steady_now();

}  // namespace probant::candidate
