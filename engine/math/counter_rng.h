// engine/math/counter_rng.h: chance that depends on where it is asked, never on what came before.
//
// Role        The numbers for one purpose of one draw: block n is a function of (seed, draw,
//             purpose, n) alone, so that replay of draw 17 needs none of the sixteen others.
// Source      Philox4x32-10: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
//             1, 2, 3", SC'11. Our code; its published answers are in the unit test.
// Invariants  Integers only: the same numbers on any machine. below() has no modulo bias.
// Threads     A value belongs to who made it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace probant::engine::math {

/// Each use of chance has its own stream. The numbers are journalled in effect: never renumber.
enum class Purpose : std::uint32_t {
    NearTie = 1,
    OptionOrder = 2,
    LeftOrder = 3,
    RightOrder = 4,
    Sitting = 5,       ///< the seed of a simulated sitting
    BurnIn = 6,        ///< an invented candidate: ability, chance and answers
    Forensics = 21,    ///< what a statistic would be if nothing had happened
    PretestRank = 70,  ///< at which ranks questions on trial come
    Pretest = 71,      ///< which of them
};

using PhiloxBlock = std::array<std::uint32_t, 4>;

/// The block function itself.
[[nodiscard]] PhiloxBlock philox(PhiloxBlock counter, std::array<std::uint32_t, 2> key);

class CounterRng {
public:
    CounterRng(std::uint64_t seed, std::uint32_t draw, Purpose purpose)
        : seed_(seed), draw_(draw), purpose_(purpose) {}

    [[nodiscard]] std::uint64_t next();

    /// Uniform on 0 … bound - 1. ENSUREs bound > 0.
    [[nodiscard]] std::uint32_t below(std::uint32_t bound);

    /// A uniform permutation of 0 … size - 1 (Fisher and Yates).
    [[nodiscard]] std::vector<std::uint32_t> permutation(std::uint32_t size);

private:
    std::uint64_t seed_{};
    std::uint32_t draw_{};
    Purpose purpose_{};
    std::uint64_t asked_{};
};

}  // namespace probant::engine::math
