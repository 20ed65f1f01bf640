// engine/calibration/second_order.h: how far domains and competences stray from a person's whole.
//
// Role        The SDs that the rules ship (bank/rules.h Publication), from the answers of many
//             persons to items already calibrated. A competence's ability is theta + its domain's
//             deviation + its own, all normal and independent; these SDs maximise the likelihood.
// Source      The second-order, or hierarchical, factor model: de la Torre and Song, Applied
//             Psychological Measurement 33(8), 2009. The 22 unknowns of a person are integrated one
//             at a time along the tree, exactly to the nodes: Gibbons and Hedeker, Psychometrika
//             57(3), 1992; Rijmen, Journal of Educational Measurement 47(3), 2010. Ascent by the
//             outer products of the scores: Berndt, Hall, Hall and Hausman, 1974.
// Scale       The SD of theta is the population's of the calibration. Slopes found as if there were
//             one ability are too flat by what deviates; the mean and variance of theta are
//             therefore estimated anew beside the deviations', and these divided by that SD.
// Invariants  Missing answers are ignorable. Items are taken as known: errors are those of the
//             persons drawn. The same request gives the same bits whatever the crew.
// Threads     One caller; its crew works inside.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/bank/competence.h"
#include "engine/calibration/calibrate.h"
#include "engine/calibration/crew.h"
#include "engine/calibration/quadrature.h"
#include "engine/models/item_model.h"

namespace probant::engine::calibration {

/// With fewer persons who tell of a deviation, "could not tell".
constexpr std::size_t kPersonsTelling = 200;

struct PlacedItem {
    ItemModel model{};
    Competence competence{};
    bool used{true};  ///< false: what is known of it is too little
};

struct SecondOrderRequest {
    std::span<const std::uint8_t> answers{};  ///< persons x items: categories, or kNotGiven
    std::vector<PlacedItem> items{};
    Population population{};
};

/// An SD of 0 has no error: it is at its limit.
struct Deviations {
    double domain_sd{};
    double competence_sd{};
    std::optional<double> domain_error{};
    std::optional<double> competence_error{};
};

struct SecondOrder {
    std::optional<Deviations> deviations{};  ///< none: could not tell
    std::size_t persons{};                   ///< who answered items of two competences or more
    std::size_t iterations{};
    bool converged{};
    double log_likelihood{};
};

/// Told, without `progress` being empty, after each iteration as calibrate() tells its cycles.
[[nodiscard]] SecondOrder second_order(const SecondOrderRequest& request,
                                       const Crew& crew,
                                       const Progress& progress);

}  // namespace probant::engine::calibration
