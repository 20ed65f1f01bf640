// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/dice.h"

#include <cmath>

#include "engine/math/elementary.h"

namespace probant::engine::forensics {
namespace {

constexpr std::uint32_t kUses = 6;

}  // namespace

Dice::Dice(std::uint64_t seed, Use use, std::size_t whose)
    : rng_(seed,
           static_cast<std::uint32_t>(whose) * kUses + static_cast<std::uint32_t>(use),
           math::Purpose::Forensics) {}

double Dice::unit() {
    std::uint32_t bits{};
    if (half_) {
        bits = *half_;
        half_.reset();
    } else {
        const std::uint64_t both = rng_.next();
        bits = static_cast<std::uint32_t>(both >> 32U);
        half_ = static_cast<std::uint32_t>(both & 0xFFFFFFFFU);
    }
    return (static_cast<double>(bits) + 0.5) * 0x1p-32;
}

double Dice::normal() {
    if (spare_normal_) {
        const double spare = *spare_normal_;
        spare_normal_.reset();
        return spare;
    }
    double x = 0;
    double y = 0;
    double square = 0;
    do {
        x = 2 * unit() - 1;
        y = 2 * unit() - 1;
        square = x * x + y * y;
    } while (square >= 1);
    const double scale = std::sqrt(-2 * math::log(square) / square);
    spare_normal_ = y * scale;
    return x * scale;
}

}  // namespace probant::engine::forensics
