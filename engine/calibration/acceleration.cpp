// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/acceleration.h"

#include "crypto/base/ensure.h"
#include "engine/calibration/symmetric.h"

namespace probant::engine::calibration {
namespace {

constexpr std::size_t kChangesMost = 8;
constexpr double kRidge = 1e-10;  // relative: changes that are nearly parallel say one thing

double product(const std::vector<double>& left,
               const std::vector<double>& right,
               const std::vector<double>& weights) {
    double sum = 0;
    for (std::size_t n = 0; n < left.size(); ++n)
        sum += left[n] * right[n] * weights[n];
    return sum;
}

std::vector<double> difference(const std::vector<double>& left, const std::vector<double>& right) {
    std::vector<double> result(left);
    for (std::size_t n = 0; n < result.size(); ++n)
        result[n] -= right[n];
    return result;
}

}  // namespace

void Acceleration::forget() {
    changes_.clear();
    last_point_.clear();
    last_move_.clear();
}

void Acceleration::remember(const std::vector<double>& point, const std::vector<double>& move) {
    if (!last_point_.empty()) {
        changes_.push_back(
            {.point = difference(point, last_point_), .move = difference(move, last_move_)});
        if (changes_.size() > kChangesMost) changes_.pop_front();
    }
    last_point_ = point;
    last_move_ = move;
}

std::vector<double> Acceleration::next(const std::vector<double>& point,
                                       const std::vector<double>& move,
                                       const std::vector<double>& weights) {
    ENSURE(point.size() == move.size() && point.size() == weights.size());
    remember(point, move);
    std::vector<double> result(point);
    for (std::size_t n = 0; n < result.size(); ++n)
        result[n] += move[n];
    if (changes_.empty()) return result;
    Symmetric normal(changes_.size());
    std::vector<double> right(changes_.size());
    for (std::size_t row = 0; row < changes_.size(); ++row) {
        for (std::size_t column = 0; column <= row; ++column)
            normal.at(row, column) = product(changes_[row].move, changes_[column].move, weights);
        normal.at(row, row) *= 1 + kRidge;
        right[row] = product(changes_[row].move, move, weights);
    }
    const auto lower = factor(normal);
    if (!lower) {
        changes_.clear();
        return result;
    }
    const auto shares = solve(*lower, right);
    for (std::size_t row = 0; row < changes_.size(); ++row) {
        for (std::size_t n = 0; n < result.size(); ++n)
            result[n] -= shares[row] * (changes_[row].point[n] + changes_[row].move[n]);
    }
    return result;
}

}  // namespace probant::engine::calibration
