// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/symmetric.h"

#include <cmath>
#include <utility>

namespace probant::engine::calibration {

std::optional<Symmetric> factor(const Symmetric& matrix) {
    // Below this part of the diagonal, what is left of a pivot is rounding.
    constexpr double kLeastPivot = 1e-13;
    Symmetric lower = matrix;
    for (std::size_t row = 0; row < matrix.size(); ++row) {
        for (std::size_t column = 0; column <= row; ++column) {
            double value = matrix.at(row, column);
            for (std::size_t n = 0; n < column; ++n)
                value -= lower.at(row, n) * lower.at(column, n);
            if (column < row) {
                lower.at(row, column) = value / lower.at(column, column);
                continue;
            }
            if (!(value > kLeastPivot * matrix.at(row, row))) return std::nullopt;
            lower.at(row, row) = std::sqrt(value);
        }
    }
    return lower;
}

std::vector<double> solve(const Symmetric& factor, std::vector<double> right) {
    for (std::size_t row = 0; row < factor.size(); ++row) {
        for (std::size_t n = 0; n < row; ++n)
            right[row] -= factor.at(row, n) * right[n];
        right[row] /= factor.at(row, row);
    }
    for (std::size_t row = factor.size(); row-- > 0;) {
        right[row] /= factor.at(row, row);
        for (std::size_t n = 0; n < row; ++n)
            right[n] -= factor.at(row, n) * right[row];
    }
    return right;
}

Symmetric inverse(const Symmetric& factor) {
    Symmetric result(factor.size());
    for (std::size_t column = 0; column < factor.size(); ++column) {
        std::vector<double> unit(factor.size());
        unit[column] = 1;
        const auto solved = solve(factor, std::move(unit));
        for (std::size_t row = column; row < factor.size(); ++row)
            result.at(row, column) = solved[row];
    }
    return result;
}

}  // namespace probant::engine::calibration
