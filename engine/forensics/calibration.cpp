// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/calibration.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace probant::engine::forensics {
namespace {

constexpr std::size_t kTail = 100;

}  // namespace

Calibration::Calibration(std::vector<double> raw) : raw_(std::move(raw)) {
    std::ranges::sort(raw_);
}

double Calibration::p(double raw) const {
    if (raw_.empty()) return raw;
    const auto all = static_cast<double>(raw_.size()) + 1;
    const std::size_t edge = std::min(kTail, raw_.size()) - 1;
    if (raw < raw_[edge]) return raw * (static_cast<double>(edge) + 2) / all / raw_[edge];
    const auto above = std::ranges::upper_bound(raw_, raw);
    return (static_cast<double>(above - raw_.begin()) + 1) / all;
}

}  // namespace probant::engine::forensics
