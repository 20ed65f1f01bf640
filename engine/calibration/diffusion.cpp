// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/diffusion.h"

#include <algorithm>
#include <cmath>

#include "crypto/base/ensure.h"

namespace probant::engine::calibration {
namespace {

// Beyond so many SDs, and so many nodes for a small SD, less than 1e-6 of the kernel is left.
constexpr double kReachInSds = 5;
constexpr double kReachLeast = 5;

// The ratios are begun this much farther out, where what they are taken to be matters no more.
constexpr std::size_t kRunUp = 12;

/// I_n(t) / I_(n-1)(t) for n = 1 … count, from 1 / (2n/t + the next).
std::vector<double> bessel_ratios(double t, std::size_t count) {
    std::vector<double> ratios(count + 1);
    double ratio = 0;
    for (std::size_t n = count + kRunUp; n > 0; --n) {
        ratio = t / (2 * static_cast<double>(n) + t * ratio);
        if (n <= count) ratios[n] = ratio;
    }
    return ratios;
}

/// A loop over iterators, which no check of an index keeps from being done several nodes at once.
void add_shifted(double weight, const CurveOnNodes& from, std::size_t shift, CurveOnNodes& out) {
    auto value = from.begin() + static_cast<std::ptrdiff_t>(shift);
    for (double& sum : out)
        sum += weight * *value++;
}

}  // namespace

Diffusion::Diffusion(double variance) {
    ENSURE(variance >= 0);
    const auto reach = static_cast<std::size_t>(kReachInSds * std::sqrt(variance) + kReachLeast);
    const auto ratios = bessel_ratios(variance, reach);
    kernel_.assign(reach + 1, 1.0);
    double sum = 1;
    for (std::size_t n = 1; n <= reach; ++n) {
        kernel_[n] = kernel_[n - 1] * ratios[n];
        sum += 2 * kernel_[n];
    }
    for (double& weight : kernel_)
        weight /= sum;
}

void Diffusion::apply(const CurveOnNodes& in, CurveOnNodes& out, CurveOnNodes& room) const {
    const std::size_t size = in.size();
    const std::size_t reach = kernel_.size() - 1;
    room.assign(size + 2 * reach, in.front());
    std::ranges::copy(in, room.begin() + static_cast<std::ptrdiff_t>(reach));
    std::fill(room.end() - static_cast<std::ptrdiff_t>(reach), room.end(), in.back());
    std::ranges::fill(out, 0.0);
    add_shifted(kernel_[0], room, reach, out);
    for (std::size_t away = 1; away <= reach; ++away) {
        add_shifted(kernel_[away], room, reach - away, out);
        add_shifted(kernel_[away], room, reach + away, out);
    }
}

}  // namespace probant::engine::calibration
