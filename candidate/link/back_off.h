// candidate/link/back_off.h: how long to wait before trying again.
//
// Role        250 ms doubled with each failure in a row, at most 8 s, half of it more or less by
//             chance: forty stations do not come back at the same instant. For the centre, the
//             camera and the browser alike.
// Invariants  Pure: the chance is given.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/time/instant.h"

namespace probant::candidate {

constexpr engine::Duration kFirstWait{250};
constexpr engine::Duration kLongestWait{8'000};

/// From 0 to 1000: drawn by whoever asks.
struct Chance {
    std::uint32_t per_mille{};
};

/// After so many failures in a row, at least one.
[[nodiscard]] engine::Duration wait_after(std::uint32_t failures, Chance chance);

/// From the operating system.
[[nodiscard]] Chance draw_chance();

}  // namespace probant::candidate
