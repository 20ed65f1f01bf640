// engine/quality/overlap.h: what two people can tell each other: the share of common questions.
//
// Role        The average over all pairs of people, and over pairs of about the same ability,
//             who matter more: they meet the same questions.
// How         Both exact. Over all pairs from counts alone: with c_j sittings for item j, the pairs
//             share sum c_j (c_j - 1) questions. Between near people by a window that slides over
//             the true abilities; each person weighs the same, however many are near them.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

#include "engine/quality/run.h"

namespace probant::engine::quality {

constexpr double kNearAbility = 0.25;  // closer than this: near

struct Overlap {
    double all{};             ///< 0 with fewer than two sittings
    double near{};            ///< 0 when nobody is near anybody
    std::size_t with_near{};  ///< people who have somebody near
};

[[nodiscard]] Overlap overlap_of(const Run& run, std::size_t items);

}  // namespace probant::engine::quality
