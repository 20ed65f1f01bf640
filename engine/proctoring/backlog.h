// engine/proctoring/backlog.h: what a station keeps while the centre is away, and what it lets go.
//
// Role        Batches and stills that wait to be sent: twenty minutes and twenty stills. Beyond,
// the
//             oldest go first, and what was lost is itself something to tell: a gap, not a silence.
// Invariants  Bounded by the constants below. What was lost is told once, by take_losses().
// Refuses     A still that is too large.
// Threads     A value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "crypto/base/bytes.h"
#include "engine/proctoring/observation_batch.h"

namespace probant::engine {

constexpr Duration kBacklogTime{std::chrono::minutes{20}};
constexpr std::size_t kBacklogBatches = 600;  // 20 minutes, each ten seconds in five parts
constexpr std::size_t kBacklogStills = 20;
constexpr std::size_t kStillBytesMost = 102'400;  // 100 kB

struct WaitingBatch {
    Duration since_start{};  ///< of the station, when the batch was made: goes on over openings
    ObservationBatch batch{};

    friend bool operator==(const WaitingBatch&, const WaitingBatch&) = default;
};

struct WaitingStill {
    std::uint32_t alert{};  ///< its number
    Bytes picture{};

    friend bool operator==(const WaitingStill&, const WaitingStill&) = default;
};

/// Observations that no one will ever see: of one opening, from the first to the last.
struct ObservationGap {
    std::uint32_t opening{};
    Duration from{};
    Duration to{};
    std::uint64_t samples{};

    friend bool operator==(const ObservationGap&, const ObservationGap&) = default;
};

struct Losses {
    std::vector<ObservationGap> gaps{};   ///< in order, one an opening
    std::vector<std::uint32_t> stills{};  ///< the alerts whose still was let go

    [[nodiscard]] bool empty() const { return gaps.empty() && stills.empty(); }

    friend bool operator==(const Losses&, const Losses&) = default;
};

class Backlog {
public:
    /// In the order they were made.
    void add(WaitingBatch batch);

    /// False, and nothing kept, where the picture is larger than kStillBytesMost.
    [[nodiscard]] bool add(WaitingStill still);

    /// The oldest that waits; it stays until sent.
    [[nodiscard]] const WaitingBatch* oldest_batch() const;
    [[nodiscard]] const WaitingStill* oldest_still() const;

    void batch_sent();
    void still_sent();

    [[nodiscard]] const Losses& losses() const { return losses_; }

    /// To be told with what is sent next.
    [[nodiscard]] Losses take_losses();

private:
    void let_go(const ObservationBatch& batch);

    std::deque<WaitingBatch> batches_{};
    std::deque<WaitingStill> stills_{};
    Losses losses_{};
};

}  // namespace probant::engine
