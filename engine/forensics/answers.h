// engine/forensics/answers.h: the answers of one person, the ability they speak of, and how others
// of that ability would have answered.
//
// Role        An item set with its sums over the grid of item_tables.h; the ability estimated from
//             answers to it; answers simulated for it.
// Estimator   The mode of likelihood times the square root of information: Warm's weighted
//             likelihood (1989) for the 2PL, Jeffreys's prior for the others. Finite for all right
//             and all wrong.
// Threads     Immutable once made.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/forensics/dice.h"
#include "engine/forensics/item_tables.h"

namespace probant::engine::forensics {

/// Items one person was given, in the bank's order. Borrows the tables, which must outlive it.
class ItemSet {
public:
    ItemSet(const ItemTables& tables, std::vector<std::uint32_t> items);

    [[nodiscard]] const ItemTables& tables() const { return *tables_; }

    [[nodiscard]] const std::vector<std::uint32_t>& items() const { return items_; }

    [[nodiscard]] std::size_t size() const { return items_.size(); }

    /// The sums over the set.
    [[nodiscard]] const ItemRows& sums() const { return sums_; }

    /// The ability these answers, one for each item of the set, speak of.
    [[nodiscard]] Place ability(std::span<const std::uint8_t> answers) const;

    /// The same, each answer counting for its share only (from 0 to 1).
    [[nodiscard]] Place ability(std::span<const std::uint8_t> answers,
                                std::span<const double> shares) const;

private:
    const ItemTables* tables_;
    std::vector<std::uint32_t> items_{};
    ItemRows sums_{};
    NodeRow half_log_information_{};
};

/// Answers as people of one ability give them.
class AnswerDice {
public:
    AnswerDice(const ItemSet& set, Place ability);

    /// One category for each item of the set.
    void draw(Dice& dice, std::span<std::uint8_t> answers) const;

private:
    std::vector<std::size_t> first_{};
    std::vector<double> below_{};  ///< for each item, P(X <= k) of all categories but the last
};

}  // namespace probant::engine::forensics
