// SPDX-License-Identifier: EUPL-1.2
#include "candidate/agent/own_signs.h"

#include <string>

namespace probant::candidate {
namespace {

using engine::IntegritySign;
using engine::SignState;
using engine::StationSign;

// A wall clock that was set back lets a sign last a little longer, not for ever.
bool is_recent(std::int64_t since_ms, std::int64_t now_ms) {
    const auto passed = now_ms - since_ms;
    return since_ms != 0 && passed < kRestartTold && passed > -kRestartTold;
}

}  // namespace

std::vector<IntegritySign> own_signs(const OwnFacts& facts) {
    std::vector<IntegritySign> signs;
    if (facts.eyes.lost_since_ms != 0) {
        signs.push_back({.sign = StationSign::CameraLost,
                         .state = SignState::ToCheck,
                         .since_ms = facts.eyes.lost_since_ms,
                         .evidence = std::string(name_of(facts.eyes.camera))});
    }
    if (is_recent(facts.kiosk.last_end_ms, facts.wall_ms)) {
        signs.push_back({.sign = StationSign::BrowserRestarted,
                         .state = SignState::CouldNotTell,
                         .since_ms = facts.kiosk.last_end_ms,
                         .evidence = "x" + std::to_string(facts.kiosk.restarts)});
    }
    if (is_recent(facts.cut_short_ms, facts.wall_ms)) {
        signs.push_back({.sign = StationSign::AgentRestarted,
                         .state = SignState::CouldNotTell,
                         .since_ms = facts.cut_short_ms,
                         .evidence = {}});
    }
    return signs;
}

}  // namespace probant::candidate
