// engine/models/item_model.h: how the answer to an item depends on an ability (D = 1), in the log
// domain.
//
// Role        Two-parameter logistic (2PL), three-parameter (3PL, a guessing floor c) and graded
//             response (GRM, categories 0 to m). 1 - P is never formed by a subtraction, which
//             would round to 0 and kill a node of the grid for ever.
// Sources     Birnbaum (1968) for 2PL and 3PL, Samejima (1969) for the graded response model.
// Invariants  For any ability: probabilities sum to 1, logarithms are finite or so small that no
//             double holds the probability, information is finite and never negative.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace probant::engine {

/// How well an item was answered: 0, or 1 when right; up to m where credit is partial.
struct Category {
    std::uint32_t value{};
    friend auto operator<=>(const Category&, const Category&) = default;
};

constexpr std::size_t kThresholdsMost = 8;  // categories 0 to 8

/// What calibration knows of an item. With thresholds it is graded: b_1 < … < b_m, and
/// `difficulty` is not used. Without, `guessing` of 0 makes it a 2PL.
struct ItemModel {
    double discrimination{};  ///< a > 0
    double difficulty{};      ///< b
    double guessing{};        ///< c, 0 <= c < 1
    std::vector<double> thresholds{};
    friend bool operator==(const ItemModel&, const ItemModel&) = default;
};

[[nodiscard]] inline bool is_graded(const ItemModel& model) {
    return !model.thresholds.empty();
}

/// The best category, m; 1 unless the item is graded.
[[nodiscard]] Category full_credit(const ItemModel& model);

[[nodiscard]] double probability(const ItemModel& model, double theta, Category category);

/// The log of the probability of this answer.
[[nodiscard]] double log_likelihood(const ItemModel& model, double theta, Category category);

/// How the logarithm above rises with the ability: its derivative.
[[nodiscard]] double log_likelihood_slope(const ItemModel& model, double theta, Category category);

/// Fisher information. 2PL: a^2 P (1 - P). 3PL: a^2 (1-P)/P ((P-c)/(1-c))^2. Graded: the sum over
/// categories of P_k times the square of the slope of ln P_k.
[[nodiscard]] double information(const ItemModel& model, double theta);

/// An information that no ability between `low` and `high` exceeds; close to the largest one.
[[nodiscard]] double information_most(const ItemModel& model, double low, double high);

}  // namespace probant::engine
