// tests/unit/engine/proctoring/wild.h: observations that no camera gives.
//
// Role        Random ones, with every figure now usual, now extreme, times and sequences that stand
//             still, jump and go back: what properties are tried on.
// Threads     A value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/math/counter_rng.h"
#include "engine/proctoring/observation.h"

namespace probant::engine::film {

class Wild {
public:
    explicit Wild(std::uint64_t seed) : rng_(seed, 77, math::Purpose::Forensics) {}

    [[nodiscard]] Observation next();

    [[nodiscard]] std::vector<Observation> some(std::size_t count);

    /// From 0 to below `bound`.
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) { return rng_.below(bound); }

private:
    /// Mostly from 0 to `usual`, seldom anything at all.
    [[nodiscard]] int figure(int usual);
    [[nodiscard]] SeenFace face();
    void move_on();

    math::CounterRng rng_;
    Observation now_{.picture = {}, .faces = {}, .identity = {}, .objects = {}};
};

}  // namespace probant::engine::film
