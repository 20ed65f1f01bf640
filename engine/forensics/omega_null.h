// engine/forensics/omega_null.h: what omega is among people who did not copy.
//
// Role        Calibrates the p of omega's larger direction by people simulated at the same
//             abilities on the same items, estimated as the real ones were.
// Threads     A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>

#include "engine/forensics/calibration.h"
#include "engine/forensics/nominal.h"
#include "engine/forensics/people.h"

namespace probant::engine::forensics {

/// `chosen`: persons x items, only to know who can be compared on what.
[[nodiscard]] Calibration simulate_omega(const People& people,
                                         std::span<const NominalItem> items,
                                         std::span<const std::uint8_t> chosen,
                                         std::uint64_t seed);

}  // namespace probant::engine::forensics
