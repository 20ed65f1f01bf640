// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/back_off.h"

#include <algorithm>

#include "crypto/base/ensure.h"
#include "crypto/random.h"

namespace probant::candidate {
namespace {

constexpr std::uint32_t kDoublingsMost = 5;  // 250 ms times 2^5 are the longest wait
constexpr std::uint32_t kWhole = 1000;

}  // namespace

engine::Duration wait_after(std::uint32_t failures, Chance chance) {
    ENSURE(failures > 0 && chance.per_mille <= kWhole);
    const auto doublings = std::min(failures - 1, kDoublingsMost);
    const auto wait = std::min(kFirstWait * (std::int64_t{1} << doublings), kLongestWait);
    return wait / 2 + wait * chance.per_mille / kWhole;
}

Chance draw_chance() {
    return {.per_mille = static_cast<std::uint32_t>(crypto::random_u64() % (kWhole + 1))};
}

}  // namespace probant::candidate
