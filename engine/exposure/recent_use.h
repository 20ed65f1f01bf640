// engine/exposure/recent_use.h: how often each item was given of late, by ability.
//
// Role        People alike are asked what measures them best: the same questions. A price on recent
//             use among them spreads their draws. Shares fade with each sitting of about the
//             same ability, so that some kRemembered sittings are remembered at each node.
// Nodes       kUseNodes abilities, kUseApart apart; a sitting counts at the nodes around its
//             estimate, by a normal density of SD kUseSpread.
// Layout      As Worth's, so that a draw reads both in one sweep.
// Threads     A value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/adaptive/worth.h"
#include "engine/bank/ids.h"

namespace probant::engine {

constexpr std::size_t kUseNodes = 33;
constexpr double kUseApart = 0.25;
constexpr double kUseSpread = 0.2;
constexpr double kRemembered = 50;

class RecentUse {
public:
    explicit RecentUse(const Worth& layout);

    /// A sitting has ended with this estimate, after these draws.
    void add(std::span<const ItemNumber> items, double theta);

    /// The share of recent sittings of about this ability, 0 to 1, that were given each slot.
    [[nodiscard]] std::span<const Lanes> at(double theta) const { return shares_[node_of(theta)]; }

    /// The same of one item.
    [[nodiscard]] float share(ItemNumber item, double theta) const;

private:
    [[nodiscard]] static std::size_t node_of(double theta);

    std::vector<Slot> slots_;  ///< by item
    std::vector<std::vector<Lanes>> shares_;
};

}  // namespace probant::engine
