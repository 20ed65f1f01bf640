// engine/calibration/crew.h: who does the parts of a work that do not depend on one another.
//
// Role        The engine holds no thread. Whoever calls it gives it a crew, of one or of many.
// Invariants  Every part is done once, when the crew returns. The order says nothing of the result:
//             parts write in places of their own, and sums over them are made afterwards, in order.
// Threads     The work given is called from several at once.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <functional>

namespace probant::engine::calibration {

using Part = std::function<void(std::size_t part)>;

/// Does the parts 0 … parts - 1.
using Crew = std::function<void(std::size_t parts, const Part& work)>;

/// One after the other.
inline void alone(std::size_t parts, const Part& work) {
    for (std::size_t part = 0; part < parts; ++part)
        work(part);
}

}  // namespace probant::engine::calibration
