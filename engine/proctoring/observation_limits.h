// engine/proctoring/observation_limits.h: what an observation can hold, and which may follow it.
//
// Role        A camera, a network or a file may give anything. The watch and the bytes see the same
//             plain observation, so that what was lived is what is replayed.
// Invariants  plain(plain(x)) == plain(x); every member of it is inside the limits below.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/proctoring/observation.h"

namespace probant::engine {

// Each is what a picture can give at most, or well above what any camera has.
constexpr int kLightMost = 255;
constexpr int kDeviationMost = 1275;       // half of the grey is 0, half 255
constexpr int kSharpnessMost = 1'040'400;  // the square of 4 x 255
constexpr int kChangeMost = 255'000;
constexpr int kPixelsMost = 100'000;
constexpr int kPermille = 1000;
constexpr int kYawMost = 1800;  // tenths of a degree, both ways
constexpr int kPitchMost = 900;
constexpr int kDistanceMost = 10'000;
constexpr Duration kOpeningMost =
    std::chrono::hours{24};  // a camera open for longer is another exam

/// At most 50 samples a second are looked at: nothing here needs more.
constexpr Duration kSampleSpacing{20};

/// The same, each member brought to its nearest limit, what is beyond the surest left out.
[[nodiscard]] Observation plain(const Observation& observation);

/// Time and sequence both went on: what stands still or goes back is not looked at.
[[nodiscard]] bool follows(const Observation& next, const Observation& last);

}  // namespace probant::engine
