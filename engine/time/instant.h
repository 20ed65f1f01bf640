// engine/time/instant.h: a moment of exam time, in milliseconds since the session's journal began.
//
// Role        Exam time only counts while the centre serves: at a restart it goes on from the last
//             durable instant, so the time a server was down costs nobody anything.
// Invariants  Never goes backwards. Only the shell reads a clock; the core is told what time it is.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <compare>

namespace probant::engine {

using Duration = std::chrono::milliseconds;

struct Instant {
    Duration since_beginning{};

    friend constexpr auto operator<=>(const Instant&, const Instant&) = default;

    friend constexpr Instant operator+(Instant at, Duration by) {
        return {at.since_beginning + by};
    }

    friend constexpr Duration operator-(Instant late, Instant early) {
        return late.since_beginning - early.since_beginning;
    }
};

}  // namespace probant::engine
