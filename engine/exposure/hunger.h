// engine/exposure/hunger.h: is a bank large enough for a cap on the use of its items?
//
// Role        Where each test takes so many items of a competence and none may be in more than a
//             share of the tests, a competence needs so many items. Says which has too few, and
//             the least cap it could bear.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/adaptive/pool.h"
#include "engine/bank/competence.h"
#include "engine/bank/language.h"

namespace probant::engine {

struct Hunger {
    Competence competence{};
    std::uint64_t has{};
    std::uint64_t wanted{};  ///< of each test
};

/// The first competence that starves. `withheld`: by item, given to nobody; empty for nothing.
[[nodiscard]] std::optional<Hunger> hungry_competence(const Pool& pool,
                                                      std::span<const char> withheld,
                                                      std::uint64_t wanted,
                                                      std::uint32_t cap_ppm);

/// "competence 3.4 has 6 items: 2 per candidate need a cap of .334 or more"
[[nodiscard]] Text sentence_of(const Hunger& hunger);

}  // namespace probant::engine
