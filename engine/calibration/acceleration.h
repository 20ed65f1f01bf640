// engine/calibration/acceleration.h: reaches the fixed point of a map sooner than the map does.
//
// Role        Anderson's mixing: from the last moves of a slow map, the combination of them that
//             would have left the least to do. EM converges linearly, slowest along the scale of
//             the abilities and along what the answers say little of: a few directions, which a
//             few remembered moves cancel.
// Source      Anderson (1965), "Iterative procedures for nonlinear integral equations"; Walker and
//             Ni (2011); Henderson and Varadhan (2019) for EM.
// Threads     A value belongs to who made it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

namespace probant::engine::calibration {

class Acceleration {
public:
    /// Where to try next, from a point and the move that the map makes there. A weight tells how
    /// much a coordinate's move matters.
    [[nodiscard]] std::vector<double> next(const std::vector<double>& point,
                                           const std::vector<double>& move,
                                           const std::vector<double>& weights);

    /// After a point that was refused, or a map that changed.
    void forget();

private:
    struct Change {
        std::vector<double> point{};
        std::vector<double> move{};
    };

    void remember(const std::vector<double>& point, const std::vector<double>& move);

    std::deque<Change> changes_{};
    std::vector<double> last_point_{};
    std::vector<double> last_move_{};
};

}  // namespace probant::engine::calibration
