// engine/adaptive/grid.h: the abilities at which a posterior is known.
//
// Role        kNodes abilities, evenly spaced on [-8, 8], and a value for each of them.
// Threads     Constants and values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>

namespace probant::engine {

constexpr std::size_t kNodes = 201;
constexpr std::size_t kMiddleNode = kNodes / 2;
constexpr double kThetaMost = 8.0;  // the reference posterior lives on [-8, 8]
constexpr double kNodeStep = kThetaMost / static_cast<double>(kMiddleNode);

using OnGrid = std::array<double, kNodes>;

/// The ability of node n.
[[nodiscard]] constexpr double node_theta(std::size_t node) {
    return (static_cast<double>(node) - static_cast<double>(kMiddleNode)) * kNodeStep;
}

}  // namespace probant::engine
