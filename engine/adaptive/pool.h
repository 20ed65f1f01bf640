// engine/adaptive/pool.h: a bank as the measuring sees it: parameters, places in the blueprint.
//
// Role        Made once from a bank (or from a table of a simulation); holds what makes a step
//             fast: for each narrow band of ability, the items by their largest information in it;
//             for each item, what each answer to it says at each node of the grid.
// Invariants  Item n of the pool is item n of the bank. Enemies are symmetric, ascending.
//             The tables only skip work: the choice is the one a plain scan would make, the
//             logarithms are those that log_likelihood() gives, to the bit.
// Size        1.6 kB a category of an item for the grid, 3.2 kB an item for the bands.
// Threads     Immutable once made; shared freely.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/adaptive/grid.h"
#include "engine/adaptive/worth.h"
#include "engine/bank/competence.h"
#include "engine/bank/ids.h"
#include "engine/models/item_model.h"

namespace probant::engine {

struct Bank;

/// What measuring needs to know of one item.
struct PoolItem {
    ItemModel model{};
    Competence competence{};
    TubeNumber tube{};
    std::vector<ItemNumber> enemies{};
};

/// An item and the largest information it can give in one band of ability.
struct BoundedItem {
    double information_most{};
    ItemNumber item{};
};

class Pool {
public:
    Pool() = default;
    explicit Pool(std::vector<PoolItem> items);

    [[nodiscard]] std::size_t size() const { return items_.size(); }

    [[nodiscard]] const PoolItem& at(ItemNumber item) const;  ///< ENSUREs it exists

    /// The place, 0 … 15, of an item's competence; of an item that exists.
    [[nodiscard]] std::uint32_t competence_index(ItemNumber item) const {
        return competences_[item.value];
    }

    /// … and of all items, by item.
    [[nodiscard]] std::span<const std::uint32_t> competence_indexes() const { return competences_; }

    [[nodiscard]] const std::vector<PoolItem>& items() const { return items_; }

    [[nodiscard]] std::size_t tubes() const { return tube_competence_.size(); }

    /// The competence of a tube: a tube has only one.
    [[nodiscard]] Competence competence_of(TubeNumber tube) const;

    /// The tubes of a competence, ascending.
    [[nodiscard]] const std::vector<TubeNumber>& tubes_of(Competence competence) const;

    /// The items of a tube, ascending.
    [[nodiscard]] const std::vector<ItemNumber>& items_of(TubeNumber tube) const;

    /// Has this tube an item without any enemy?
    [[nodiscard]] bool has_peaceful_item(TubeNumber tube) const;

    /// All items, the most informative around `theta` first.
    [[nodiscard]] const std::vector<BoundedItem>& by_information(double theta) const;

    /// What each item is worth at each ability.
    [[nodiscard]] const Worth& worth() const { return worth_; }

    /// The log of the probability of this answer at each node of the grid. ENSUREs that the item
    /// has this category.
    [[nodiscard]] const OnGrid& log_likelihood(ItemNumber item, Category category) const;

private:
    std::vector<PoolItem> items_;
    std::vector<std::uint32_t> competences_;  ///< by item
    std::vector<Competence> tube_competence_;
    std::vector<std::vector<ItemNumber>> tube_items_;
    std::vector<char> tube_peaceful_;
    std::array<std::vector<TubeNumber>, kCompetences> competence_tubes_{};
    std::vector<std::vector<BoundedItem>> bands_;
    Worth worth_{};
    std::vector<std::vector<OnGrid>> logs_;  ///< by item, then by category
};

[[nodiscard]] Pool make_pool(const Bank& bank);

}  // namespace probant::engine
