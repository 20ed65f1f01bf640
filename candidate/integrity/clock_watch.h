// candidate/integrity/clock_watch.h: does the station's clock agree with the centre's?
//
// Role        Takes the time that each answer of the centre carries, with half of the round trip
//             taken off, and judges the median of the last ones: the sign `clock_drift`.
// Invariants  An answer that took longer than kDriftMost says nothing. So does one that is old, and
//             less than kAnswersLeast.
// Threads     A value; one thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "candidate/integrity/judgement.h"
#include "engine/time/instant.h"

namespace probant::candidate::integrity {

constexpr engine::Duration kDriftMost{2000};
constexpr std::size_t kAnswersMost = 9;
constexpr std::size_t kAnswersLeast = 3;
constexpr engine::Duration kAnswerLives{120'000};

/// One answer of the centre, when it came.
struct TimeAnswer {
    std::int64_t boot_ms{};    ///< of the station, since it started
    std::int64_t wall_ms{};    ///< of the station
    std::int64_t server_ms{};  ///< of the centre, in the answer
    engine::Duration round_trip{};
};

class ClockWatch {
public:
    void heard(const TimeAnswer& answer);

    /// How far the station is ahead of the centre; behind is less than nothing.
    [[nodiscard]] std::optional<engine::Duration> ahead(std::int64_t boot_ms) const;

    [[nodiscard]] Judgement judge(std::int64_t boot_ms) const;

private:
    struct Kept {
        std::int64_t boot_ms{};
        std::int64_t ahead_ms{};
    };

    std::deque<Kept> kept_{};
};

/// "+2.4 s": ahead.
[[nodiscard]] std::string seconds_ahead(engine::Duration ahead);

}  // namespace probant::candidate::integrity
