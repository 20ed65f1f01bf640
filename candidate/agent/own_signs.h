// candidate/agent/own_signs.h: what the agent observes of itself and of what it supervises.
//
// Role        The signs camera_lost, browser_restarted and agent_restarted of a heartbeat.
// Invariants  Pure. A browser or a program that ended says nothing of why: those two could not
//             tell. They last for kRestartTold, long enough for a person to see them.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "candidate/agent/kiosk_browser.h"
#include "candidate/link/heartbeat.h"
#include "engine/proctoring/station_sign.h"

namespace probant::candidate {

constexpr std::int64_t kRestartTold = 120'000;  // milliseconds: a round of the room

struct OwnFacts {
    std::int64_t wall_ms{};
    EyesReport eyes{};
    KioskFacts kiosk{};
    std::int64_t cut_short_ms{};  ///< when we started after an end that was none of ours; 0: not so
};

[[nodiscard]] std::vector<engine::IntegritySign> own_signs(const OwnFacts& facts);

}  // namespace probant::candidate
