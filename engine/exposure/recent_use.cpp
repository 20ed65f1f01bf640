// SPDX-License-Identifier: EUPL-1.2
#include "engine/exposure/recent_use.h"

#include <algorithm>
#include <cmath>

#include "engine/math/elementary.h"

namespace probant::engine {
namespace {

/// Beyond so many spreads a sitting says nothing of a node.
constexpr double kFar = 3;

constexpr double kMiddleUse = static_cast<double>(kUseNodes - 1) / 2;

}  // namespace

RecentUse::RecentUse(const Worth& layout)
    : slots_(layout.slots().begin(), layout.slots().end()),
      shares_(kUseNodes, std::vector<Lanes>(layout.rows(), Lanes{})) {}

std::size_t RecentUse::node_of(double theta) {
    const double place = std::clamp(theta / kUseApart, -kMiddleUse, kMiddleUse) + kMiddleUse;
    return static_cast<std::size_t>(std::lround(place));
}

void RecentUse::add(std::span<const ItemNumber> items, double theta) {
    const double within = std::clamp(theta / kUseApart, -kMiddleUse, kMiddleUse) * kUseApart;
    for (std::size_t node = 0; node < kUseNodes; ++node) {
        const double ability = (static_cast<double>(node) - kMiddleUse) * kUseApart;
        const double away = (ability - within) / kUseSpread;
        if (std::abs(away) > kFar) continue;
        const auto weight = static_cast<float>(math::exp(-0.5 * away * away) / kRemembered);
        auto& rows = shares_[node];
        for (Lanes& lanes : rows) {
            for (float& share : lanes)
                share *= 1 - weight;
        }
        for (const ItemNumber item : items) {
            const Slot slot = slots_[item.value];
            rows[slot.row].at(slot.lane) += weight;
        }
    }
}

float RecentUse::share(ItemNumber item, double theta) const {
    const Slot slot = slots_[item.value];
    return at(theta)[slot.row].at(slot.lane);
}

}  // namespace probant::engine
