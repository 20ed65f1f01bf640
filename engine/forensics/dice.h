// engine/forensics/dice.h: uniform and normal numbers from a counted stream.
//
// Role        What simulated nulls are drawn with: one stream for each person and use, so that the
//             same seed gives the same p-values whatever was asked before.
// Source      Normals: the polar method, Marsaglia and Bray (1964).
// Threads     A value belongs to who made it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>

#include "engine/math/counter_rng.h"

namespace probant::engine::forensics {

/// Each has its own streams.
enum class Use : std::uint32_t { Answers, RapidAnswers, NamedItems, Copies, Tests, Sittings };

class Dice {
public:
    Dice(std::uint64_t seed, Use use, std::size_t whose);

    /// In (0, 1), of 32 bits: half of what the generator gives at a time.
    [[nodiscard]] double unit();

    [[nodiscard]] double normal();

private:
    math::CounterRng rng_;
    std::optional<std::uint32_t> half_{};
    std::optional<double> spare_normal_{};
};

}  // namespace probant::engine::forensics
