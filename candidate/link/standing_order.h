// candidate/link/standing_order.h: what the centre says in answer to a heartbeat.
//
// Role        Who sits here, whether the sitting runs, which rules watch and by which thresholds:
//             all that decides whether the camera is opened.
// Invariants  A reply that cannot be read is no order: nothing is opened because of it. Rules that
//             this station does not know are not watched.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/result.h"
#include "engine/proctoring/rule.h"
#include "engine/proctoring/rules.h"
#include "engine/session/ids.h"

namespace probant::candidate {

/// What the camera is to do. The default is what holds without a word of the centre: nothing.
struct StandingOrder {
    engine::CandidateId candidate{};
    bool running{};           ///< the sitting is, neither waiting nor paused nor ended
    bool ended{};             ///< for good
    bool take_reference{};    ///< an invigilator has looked at who sits here, and no station since
    std::uint32_t opening{};  ///< the least number that the next opening of the camera may have
    engine::RuleSet watch{};  ///< none: the camera stays closed
    engine::ProctoringRules thresholds{};

    [[nodiscard]] bool wants_camera() const { return running && !watch.empty(); }

    friend bool operator==(const StandingOrder&, const StandingOrder&) = default;
};

struct HeartbeatReply {
    std::int64_t server_ms{};
    std::optional<std::uint32_t> seat{};
    StandingOrder order{};

    friend bool operator==(const HeartbeatReply&, const HeartbeatReply&) = default;
};

/// Or the member that cannot be read.
[[nodiscard]] Result<HeartbeatReply, std::string> read_heartbeat_reply(std::string_view body);

}  // namespace probant::candidate
