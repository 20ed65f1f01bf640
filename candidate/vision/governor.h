// candidate/vision/governor.h: how often a station looks, when looking costs more than it may.
//
// Role        The browser of the candidate comes first. When the frames of the last seconds cost
//             more than their share of a processor, something is looked at less often: objects
//             first, then identity, pose and presence, down to once in two seconds. When there is
//             room again, in the opposite order.
// Invariants  One step at a time, each of them told. Pure: the time is given.
// Threads     A value; one thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

#include "candidate/vision/pipeline.h"
#include "engine/time/instant.h"

namespace probant::candidate {

/// Looks in a thousand seconds, of each kind.
struct Rates {
    int presence{};
    int pose{};
    int identity{};
    int objects{};

    friend bool operator==(const Rates&, const Rates&) = default;
};

constexpr Rates kFullRates{.presence = 2000, .pose = 2000, .identity = 200, .objects = 330};

struct Budget {
    int per_mille = 100;                 // of one processor
    engine::Duration over{10'000};       // what a cost is averaged over
    engine::Duration calm{30'000};       // without trouble, before a step back up
    int calm_per_mille_of_budget = 600;  // … and with at most this much of the budget spent
};

enum class Step { Lowered, Raised };

struct RateChange {
    Step step{};
    Rates rates;
    int spent_per_mille{};  // of one processor, before the change
};

class Governor {
public:
    explicit Governor(const Budget& budget = {}) : budget_(budget) {}

    [[nodiscard]] const Rates& rates() const;

    /// What is due now; what is answered is taken as looked at.
    [[nodiscard]] LookFor due(engine::Instant now);

    /// A frame has cost this much; says so if the rates change.
    [[nodiscard]] std::optional<RateChange> spend(engine::Instant now,
                                                  std::chrono::microseconds cost);

private:
    [[nodiscard]] RateChange moved(Step step, engine::Instant now, int spent_per_mille);

    Budget budget_;
    std::size_t level_{};
    engine::Instant since_{};  // when the costs below began to be added
    engine::Instant calm_since_{};
    std::chrono::microseconds spent_{};
    std::array<std::optional<engine::Instant>, 4> next_{};  // presence, pose, identity, objects
};

}  // namespace probant::candidate
