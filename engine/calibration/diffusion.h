// engine/calibration/diffusion.h: a curve on evenly spaced nodes, spread by a normal deviation.
//
// Role        The discrete analogue of convolving with a normal density: the kernel is
//             exp(-t) I_n(t), n nodes away, of variance t exactly, from 0 on. It solves the heat
//             equation on the nodes, so that the derivative by t is half a second difference.
// Source      Lindeberg, "Scale-space for discrete signals", IEEE Transactions on Pattern Analysis
//             and Machine Intelligence 12(3), 1990. I_n by the ratios of neighbours, downwards.
// Invariants  The kernel is positive and sums to 1. Beyond its ends a curve is as at its ends.
// Threads     Immutable once made; room() belongs to who applies.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

namespace probant::engine::calibration {

using CurveOnNodes = std::vector<double>;

class Diffusion {
public:
    /// The variance in squares of the distance between nodes. ENSUREs it is at least 0.
    explicit Diffusion(double variance);

    /// `out` is as long as `in`, and another; `room` is for its use.
    void apply(const CurveOnNodes& in, CurveOnNodes& out, CurveOnNodes& room) const;

private:
    std::vector<double> kernel_{};  ///< from the middle to one end
};

/// How apply() would change its result for a little more variance: half the second difference.
[[nodiscard]] inline double rise(const CurveOnNodes& curve, std::size_t node) {
    if (node == 0 || node + 1 == curve.size()) return 0;
    return 0.5 * (curve[node - 1] - 2 * curve[node] + curve[node + 1]);
}

}  // namespace probant::engine::calibration
