// engine/calibration/symmetric.h: symmetric matrices: what an information matrix is asked.
//
// Role        Cholesky's factorisation, systems and inverses.
// Invariants  Only the lower triangle is stored and read.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace probant::engine::calibration {

class Symmetric {
public:
    explicit Symmetric(std::size_t size) : size_(size), cells_(size * (size + 1) / 2) {}

    [[nodiscard]] std::size_t size() const { return size_; }

    /// Of the lower triangle: column <= row.
    [[nodiscard]] double& at(std::size_t row, std::size_t column) {
        return cells_[row * (row + 1) / 2 + column];
    }

    [[nodiscard]] double at(std::size_t row, std::size_t column) const {
        return cells_[row * (row + 1) / 2 + column];
    }

private:
    std::size_t size_{};
    std::vector<double> cells_{};
};

/// L with matrix = L L'. Nothing when the matrix is not positive definite.
[[nodiscard]] std::optional<Symmetric> factor(const Symmetric& matrix);

/// x with L L' x = right.
[[nodiscard]] std::vector<double> solve(const Symmetric& factor, std::vector<double> right);

/// The inverse of L L'.
[[nodiscard]] Symmetric inverse(const Symmetric& factor);

}  // namespace probant::engine::calibration
