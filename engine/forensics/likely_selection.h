// engine/forensics/likely_selection.h: how an adaptive test chooses, told from what it gave.
//
// Role        The rules of the real selection are not known here, only what came of them: how often
//             each item was given, and how well people's items suited them. This is the least
//             committed selection that does the same: an item's chance is exp(merit / temperature),
//             merit its information at the running estimate less its price.
// Prices      A cap or a blueprint holds back items that information alone would always take. The
//             prices, one an item, are those at which each is given as often as in the real test;
//             the temperature is that at which items are as informative. Pure maximum information
//             comes out as no price and no heat, forms drawn without regard to answers as all heat.
// Threads     A value belongs to who made it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/forensics/dice.h"
#include "engine/forensics/item_tables.h"

namespace probant::engine::forensics {

/// What came of a selection.
struct Outcome {
    std::vector<double> uses{};  ///< by place in the pool: the share of people who were given it
    double information{};        ///< of an item, at the ability of who was given it
};

class LikelySelection {
public:
    /// `pool`: the items that may be given. Maximum information, with some heat.
    LikelySelection(const ItemTables& tables, std::vector<std::uint32_t> pool, double information);

    [[nodiscard]] const std::vector<std::uint32_t>& pool() const { return pool_; }

    /// The place in the pool of an item not given yet, for who seems to be at this node.
    [[nodiscard]] std::size_t choose(Dice& dice,
                                     std::size_t node,
                                     const std::vector<bool>& given) const;

    /// Prices rise where more was given than in the real test; it cools where that aimed better, by
    /// exp(haste x the share that is missing).
    void correct(const Outcome& real, const Outcome& own, double haste);

private:
    void weigh();

    [[nodiscard]] std::size_t choose_among_left(Dice& dice,
                                                std::size_t node,
                                                const std::vector<bool>& given) const;

    /// What a node thinks of the pool.
    struct Ranked {
        std::vector<std::uint32_t> places{};  ///< best first
        std::vector<double> merits{};         ///< of those
        std::vector<double> sums{};           ///< of the weights so far
    };

    const ItemTables& tables_;
    std::vector<std::uint32_t> pool_{};
    std::vector<double> prices_{};  ///< by place
    double scale_{};                ///< of merits: the real test's information
    double temperature_{};
    std::vector<Ranked> ranked_{kNodes};
};

}  // namespace probant::engine::forensics
