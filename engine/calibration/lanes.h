// engine/calibration/lanes.h: values over the nodes of the quadrature, in blocks that a compiler
// turns into wide instructions.
//
// Role        A row of doubles for each answer or person, cut in blocks of kLanes nodes. Blocks of
//             one number lie together: the part of a table that a pass reads stays near.
// Invariants  Lanes beyond the last node are kept; whoever fills a row gives them a harmless value.
// Threads     A value; rows may be written from several threads, each its own.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace probant::engine::calibration {

constexpr std::size_t kLanes = 16;
using Lanes = std::array<double, kLanes>;

[[nodiscard]] constexpr std::size_t blocks_for(std::size_t nodes) {
    return (nodes + kLanes - 1) / kLanes;
}

class NodeRows {
public:
    NodeRows() = default;

    NodeRows(std::size_t rows, std::size_t blocks)
        : rows_(rows), blocks_(blocks), lanes_(rows * blocks) {}

    [[nodiscard]] std::size_t rows() const { return rows_; }

    [[nodiscard]] std::size_t blocks() const { return blocks_; }

    [[nodiscard]] Lanes& block(std::size_t row, std::size_t block) {
        return lanes_[block * rows_ + row];
    }

    [[nodiscard]] const Lanes& block(std::size_t row, std::size_t block) const {
        return lanes_[block * rows_ + row];
    }

    [[nodiscard]] double& at(std::size_t row, std::size_t node) {
        return block(row, node / kLanes).at(node % kLanes);
    }

    [[nodiscard]] double at(std::size_t row, std::size_t node) const {
        return block(row, node / kLanes).at(node % kLanes);
    }

private:
    std::size_t rows_{};
    std::size_t blocks_{};
    std::vector<Lanes> lanes_{};
};

}  // namespace probant::engine::calibration
