// engine/adaptive/worth.h: what an item would tell at an ability, as a share of the best test.
//
// Role        worth = I_j(theta) / the information of the kBestTest best items at theta. As a share
//             it can be weighed against a price that is the same for all abilities: where the bank
//             is thin an item is worth more. A table on a grid of abilities; the items of a
//             competence stand together, kLanes side by side, so that they are read in one sweep.
// Invariants  0 <= worth <= 1; an empty slot is worth 0. A competence has whole rows of lanes.
//             Single precision, slot by slot: the same bits everywhere.
// Size        0.6 kB an item.
// Threads     Immutable once made.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/bank/competence.h"
#include "engine/bank/ids.h"
#include "engine/models/item_model.h"

namespace probant::engine {

constexpr std::size_t kBestTest = 32;
constexpr std::size_t kWorthNodes = 161;
constexpr std::size_t kLanes = 4;

/// One figure for each of so many slots side by side, as a processor adds them at once.
using Lanes = std::array<float, kLanes>;

/// The rows of lanes of one competence.
struct Rows {
    std::size_t first{};
    std::size_t last{};  ///< one past
};

struct Slot {
    std::size_t row{};
    std::size_t lane{};
};

class Worth {
public:
    Worth() = default;

    /// `competences`: of each item, 0 … 15.
    Worth(const std::vector<ItemModel>& models, const std::vector<std::uint32_t>& competences);

    /// The node nearest to an ability.
    [[nodiscard]] static std::size_t node_of(double theta);

    [[nodiscard]] std::size_t rows() const { return item_of_.size() / kLanes; }

    [[nodiscard]] Rows rows_of(std::size_t competence) const { return ranges_.at(competence); }

    [[nodiscard]] Slot slot_of(ItemNumber item) const { return slot_of_[item.value]; }

    /// Of each item, by item.
    [[nodiscard]] std::span<const Slot> slots() const { return slot_of_; }

    /// Of a slot that is not empty.
    [[nodiscard]] ItemNumber item_of(const Slot& slot) const {
        return item_of_[slot.row * kLanes + slot.lane];
    }

    /// The worth of every slot at a node.
    [[nodiscard]] std::span<const Lanes> at(std::size_t node) const {
        return std::span(worth_).subspan(node * rows(), rows());
    }

private:
    void lay_out(const std::vector<std::uint32_t>& competences);

    std::array<Rows, kCompetences> ranges_{};
    std::vector<Slot> slot_of_{};        ///< by item
    std::vector<ItemNumber> item_of_{};  ///< by slot
    std::vector<Lanes> worth_{};         ///< rows() for each node
};

}  // namespace probant::engine
