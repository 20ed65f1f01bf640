// engine/forensics/item_tables.h: what each answer to each item is worth, on a grid of abilities.
//
// Role        Computed once for a bank. Statistics of simulated answers are then sums of its rows:
//             no exponential for each of millions of simulations.
// Invariants  Rows are kNodes long, at kFirstNode + n * kNodeStep. The mean of a slope or a
// surprise
//             over an item's categories, weighed by their probabilities, is 0 at each node.
// Threads     Immutable once made.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/forensics/fixed.h"
#include "engine/models/item_model.h"

namespace probant::engine::forensics {

// A quarter apart: what is interpolated between nodes by parabolas is then right to about 1e-3.
constexpr std::size_t kNodes = 48;
constexpr double kNodeStep = 0.25;
constexpr double kFirstNode = -5.875;

using NodeRow = Fixed<double, kNodes>;

/// An ability as a place on the grid, from 1 to kNodes - 2 so that a parabola has its three nodes.
struct Place {
    double at{};
};

[[nodiscard]] Place place_of(double theta);
[[nodiscard]] double theta_of(Place place);

/// The weights of the three nodes around a place.
struct Parabola {
    std::size_t first{};
    Fixed<double, 3> weights{};
};

[[nodiscard]] Parabola parabola_at(Place place);
[[nodiscard]] double value_at(const NodeRow& row, const Parabola& parabola);

/// One answer to one item.
struct AnswerRows {
    NodeRow log_likelihood{};
    NodeRow slope{};     ///< of the log-likelihood
    NodeRow surprise{};  ///< log-likelihood less its expectation
};

/// One item, whatever the answer.
struct ItemRows {
    NodeRow information{};
    NodeRow covariance{};  ///< of surprise and slope
    NodeRow variance{};    ///< of surprise
};

class ItemTables {
public:
    explicit ItemTables(std::span<const ItemModel> models);

    [[nodiscard]] const AnswerRows& answer(std::size_t item, std::uint8_t category) const {
        return answers_[first_answer_[item] + category];
    }

    [[nodiscard]] const ItemRows& item(std::size_t item) const { return items_[item]; }

    [[nodiscard]] const ItemModel& model(std::size_t item) const { return models_[item]; }

    [[nodiscard]] std::size_t size() const { return models_.size(); }

private:
    std::vector<ItemModel> models_{};
    std::vector<std::size_t> first_answer_{};
    std::vector<AnswerRows> answers_{};
    std::vector<ItemRows> items_{};
};

}  // namespace probant::engine::forensics
