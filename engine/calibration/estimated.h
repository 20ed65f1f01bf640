// engine/calibration/estimated.h: what was estimated, with all that its precision is judged from.
//
// Role        The items at their estimates, the expectations there, and the score of each answer
//             for each parameter of its item, at each node.
// Threads     Immutable once made.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/calibration/answers.h"
#include "engine/calibration/curve.h"
#include "engine/calibration/expectation.h"
#include "engine/calibration/lanes.h"
#include "engine/calibration/prior.h"
#include "engine/calibration/quadrature.h"

namespace probant::engine::calibration {

/// An item whose parameters are estimated.
struct EstimatedItem {
    std::size_t item{};
    Form form{};
    Parameters parameters{};
};

struct Estimated {
    const Answers& answers;
    const Expected& expected;
    const std::vector<double>& nodes;
    const std::vector<EstimatedItem>& items;
    const Priors* priors{};                  ///< null without
    std::optional<Population> population{};  ///< where it was estimated too
};

/// The derivatives of the log probability of each answer, and where the parameters of each item lie
/// among all.
class Scores {
public:
    explicit Scores(const Estimated& estimated);

    /// All parameters.
    [[nodiscard]] std::size_t size() const { return size_; }

    /// Of the first parameter of an estimated item, among all.
    [[nodiscard]] std::size_t offset(std::size_t place) const { return offsets_[place]; }

    /// The place of an item among the estimated.
    [[nodiscard]] std::optional<std::size_t> place(std::size_t item) const { return places_[item]; }

    [[nodiscard]] const NodeRows& table() const { return table_; }

    /// The row of that table for the first parameter, of an answer to an estimated item.
    [[nodiscard]] std::size_t first(std::size_t answer_row) const { return firsts_[answer_row]; }

private:
    void lay_out(const Estimated& estimated);

    std::size_t size_{};
    std::vector<std::size_t> offsets_{};
    std::vector<std::optional<std::size_t>> places_{};
    std::vector<std::size_t> firsts_{};
    NodeRows table_{};
};

}  // namespace probant::engine::calibration
