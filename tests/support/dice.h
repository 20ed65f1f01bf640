// tests/support/dice.h: chance for tests, the same on every machine from the same seed.
//
// Role     SplitMix64, named after its published constants; std:: distributions give other numbers
//          with other libraries, and a seed that failed must fail again.
// Threads  A value belongs to who made it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "crypto/base/ensure.h"
#include "crypto/base/uuid.h"

namespace probant::support {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }

    /// 0 … bound - 1. The bias of a remainder does not matter to a test.
    std::uint32_t below(std::uint32_t bound) {
        ENSURE(bound > 0);
        return static_cast<std::uint32_t>(next() % bound);
    }

    /// low … high.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        ENSURE(low <= high);
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }

    bool once_in(std::uint32_t times) { return below(times) == 0; }

    template <class T>
    const T& one_of(const std::vector<T>& values) {
        ENSURE(!values.empty());
        return values[static_cast<std::size_t>(next() % values.size())];
    }

    Uuid uuid() {
        std::array<std::uint8_t, 16> random{};
        for (auto& byte : random)
            byte = static_cast<std::uint8_t>(next() >> 56U);
        return uuid_v4_from(random);
    }

private:
    std::uint64_t state_;
};

}  // namespace probant::support
