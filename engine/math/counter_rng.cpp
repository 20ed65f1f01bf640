// SPDX-License-Identifier: EUPL-1.2
#include "engine/math/counter_rng.h"

#include <limits>
#include <numeric>
#include <utility>

#include "crypto/base/ensure.h"

namespace probant::engine::math {
namespace {

constexpr int kRounds = 10;
constexpr std::uint64_t kMultiplier0 = 0xD2511F53;
constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9;  // the golden ratio
constexpr std::uint32_t kWeyl1 = 0xBB67AE85;  // the square root of 3, less 1

constexpr std::uint32_t high_half(std::uint64_t value) {
    return static_cast<std::uint32_t>(value >> 32U);
}

constexpr std::uint32_t low_half(std::uint64_t value) {
    return static_cast<std::uint32_t>(value & 0xFFFFFFFFU);
}

}  // namespace

PhiloxBlock philox(PhiloxBlock counter, std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < kRounds; ++round) {
        const std::uint64_t product0 = kMultiplier0 * counter[0];
        const std::uint64_t product1 = kMultiplier1 * counter[2];
        counter = {high_half(product1) ^ counter[1] ^ key[0],
                   low_half(product1),
                   high_half(product0) ^ counter[3] ^ key[1],
                   low_half(product0)};
        key[0] += kWeyl0;
        key[1] += kWeyl1;
    }
    return counter;
}

std::uint64_t CounterRng::next() {
    const PhiloxBlock block =
        philox({low_half(asked_), high_half(asked_), draw_, static_cast<std::uint32_t>(purpose_)},
               {low_half(seed_), high_half(seed_)});
    ++asked_;
    return (std::uint64_t{block[1]} << 32U) | block[0];
}

std::uint32_t CounterRng::below(std::uint32_t bound) {
    ENSURE(bound > 0);
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
    // The last, incomplete run of remainders is refused: that is the bias of a bare modulo.
    const std::uint64_t incomplete = (kMost % bound + 1) % bound;
    std::uint64_t value = next();
    while (value > kMost - incomplete)
        value = next();
    return static_cast<std::uint32_t>(value % bound);
}

std::vector<std::uint32_t> CounterRng::permutation(std::uint32_t size) {
    std::vector<std::uint32_t> order(size);
    std::iota(order.begin(), order.end(), 0U);
    for (std::uint32_t left = size; left > 1; --left)
        std::swap(order[left - 1], order[below(left)]);
    return order;
}

}  // namespace probant::engine::math
