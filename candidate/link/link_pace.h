// candidate/link/link_pace.h: when the station speaks to its centre, and when it thinks it gone.
//
// Role        A heartbeat every two seconds; after a failure nothing is sent before the back-off is
//             over. The centre is away once it has answered nothing for six seconds, as the centre
//             thinks of a station.
// Invariants  Pure: time and chance are given. Time does not go back.
// Threads     A value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "candidate/link/back_off.h"
#include "engine/time/instant.h"

namespace probant::candidate {

constexpr engine::Duration kHeartbeatEvery{2'000};
constexpr engine::Duration kDeadAfter{6'000};

class LinkPace {
public:
    /// Away until the centre answers for the first time.
    explicit LinkPace(engine::Instant now) : next_heartbeat_(now), not_before_(now) {}

    [[nodiscard]] bool heartbeat_is_due(engine::Instant now) const {
        return now >= next_heartbeat();
    }

    /// May anything else be sent? Not while it is unknown whether the centre is there.
    [[nodiscard]] bool may_send(engine::Instant now) const {
        return failures_ == 0 && answered_once_ && now >= not_before_;
    }

    [[nodiscard]] engine::Instant next_heartbeat() const {
        return next_heartbeat_ < not_before_ ? not_before_ : next_heartbeat_;
    }

    [[nodiscard]] bool is_away(engine::Instant now) const {
        return !answered_once_ || now - last_answer_ >= kDeadAfter;
    }

    /// A heartbeat is on its way: the next one is counted from here.
    void heartbeat_begins(engine::Instant now);

    /// The centre has answered, whatever it said.
    void answered(engine::Instant now);

    /// No answer, or one that says nothing (5xx).
    void failed(engine::Instant now, Chance chance);

private:
    engine::Instant next_heartbeat_;
    engine::Instant not_before_;
    engine::Instant last_answer_{};
    bool answered_once_{};
    std::uint32_t failures_{};  ///< in a row
};

}  // namespace probant::candidate
