// engine/calibration/calibrate.h: the parameters of items, from the answers of many persons.
//
// Role        Marginal maximum likelihood (Bock and Aitkin 1981) by EM, accelerated; by default
// with
//             priors whose mean and SD are those of the items (marginal maximum a posteriori). 2PL,
//             3PL and graded response; missing answers are ignorable. Items may be fixed: they set
//             the scale, and the mean and SD of the population are then estimated too.
// Invariants  Every number given is finite. The same request gives the same bits whatever the crew
//             and the order of the persons.
// Threads     One caller; its crew works inside.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/calibration/crew.h"
#include "engine/calibration/curve.h"
#include "engine/calibration/quadrature.h"
#include "engine/models/item_model.h"

namespace probant::engine::calibration {

/// With fewer answers an item's estimate is mostly its prior; it is flagged.
constexpr std::size_t kAnswersFew = 30;

struct Request {
    std::span<const std::uint8_t> answers{};  ///< persons x items: categories, or kNotGiven
    std::size_t items{};
    Shape shape{};
    bool priors{true};
    std::size_t nodes{61};
    std::vector<std::optional<ItemModel>> fixed{};  ///< empty, or one for each item
};

enum class ItemFlag {
    Ok,
    Few,           ///< hardly answered, or by everybody alike
    Bound,         ///< a parameter is at its limit
    NotConverged,  ///< still moving when the cycles ended
};

/// Those of c and of a threshold exist where these do. None: not estimated, or at its limit.
struct StandardErrors {
    std::optional<double> discrimination{};
    std::optional<double> difficulty{};
    std::optional<double> guessing{};
    std::vector<std::optional<double>> thresholds{};
};

struct CalibratedItem {
    ItemModel model{};
    StandardErrors errors{};
    std::size_t answers{};
    ItemFlag flag{};
    std::size_t categories{};
    bool fixed{};
};

struct Calibration {
    std::vector<CalibratedItem> items{};
    Population population{};
    double log_likelihood{};
    double log_posterior{};  ///< with the densities of the priors; without, the log-likelihood
    std::size_t cycles{};
    bool converged{};
    bool full_information{};  ///< standard errors from the whole matrix, or by blocks
};

/// Told after each cycle: how many, of how many at most, and the log-likelihood.
using Progress = std::function<void(std::size_t cycle, std::size_t most, double log_likelihood)>;

[[nodiscard]] Calibration calibrate(const Request& request,
                                    const Crew& crew,
                                    const Progress& progress);

}  // namespace probant::engine::calibration
