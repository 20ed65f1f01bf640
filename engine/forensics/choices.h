// engine/forensics/choices.h: who chose what, and how likely each choice was.
//
// Role        One row of probabilities for each person and item with alternatives: all that the
//             statistics of pairs look up.
// Invariants  An item that a person was not given, or that has no known alternatives, has a row of
//             zeros: it never matches, and needs no branch.
// Threads     Immutable once made.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/forensics/nominal.h"

namespace probant::engine::forensics {

class Choices {
public:
    /// `chosen`: persons x items alternatives, as A.u8 has them; `thetas`: one for each person.
    /// Borrows the items, which must outlive it.
    Choices(std::span<const NominalItem> items,
            std::span<const double> thetas,
            std::vector<std::uint8_t> chosen);

    [[nodiscard]] std::size_t persons() const { return own_items_.size(); }

    /// Places of the alternatives in a row, an even number; places beyond an item's are 0.
    [[nodiscard]] std::size_t width() const { return width_; }

    /// The items that a person can be compared on, in the bank's order.
    [[nodiscard]] const std::vector<std::uint32_t>& items_of(std::size_t person) const {
        return own_items_[person];
    }

    [[nodiscard]] const NominalItem& item(std::size_t item) const { return items_[item]; }

    /// kAlternativeNotAdministered where the person cannot be compared.
    [[nodiscard]] std::uint8_t chosen(std::size_t person, std::size_t item) const {
        return chosen_[person * items_.size() + item];
    }

    /// width() probabilities, then the same with 0 for wrong alternatives.
    [[nodiscard]] std::span<const double> row(std::size_t person, std::size_t item) const {
        return {&rows_[row_of_[person * items_.size() + item]], 2 * width_};
    }

private:
    /// Gives its place.
    std::uint32_t add_row(const NominalItem& item, double theta);

    std::span<const NominalItem> items_;
    std::size_t width_{2};
    std::vector<std::uint8_t> chosen_{};
    std::vector<std::vector<std::uint32_t>> own_items_{};
    std::vector<std::uint32_t> row_of_{};
    std::vector<double> rows_{};
};

}  // namespace probant::engine::forensics
