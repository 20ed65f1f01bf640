// engine/quality/drift.h: items that no longer are what the bank says.
//
// Role        Against a new calibration: each parameter's difference in standard errors. Against
//             the answers of the run: right answers compared with what the other answers of the
//             same people foretell, in kMatchedStrata strata of ability (a statistic like Yen's Q1,
//             with the item out of its own matching, hence a degree of freedom for each stratum).
// Limits      A calibration on another scale makes every item move: shift and spread of the
//             difficulties are told so that the reader sees it. kAnswersLeast answers at least.
// How         False discovery rate of Benjamini and Hochberg over the items tested.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/quality/rest.h"

namespace probant::engine::quality {

/// An item as it was calibrated anew.
struct ReferenceItem {
    ItemNumber item{};
    ItemModel model{};
    double discrimination_error{};
    std::vector<double> difficulty_errors{};  ///< one, or one a threshold
    bool sound{};  ///< converged, on enough answers, with standard errors
};

enum class DriftState {
    Steady,
    Moved,
    CouldNotTell,  ///< the calibration is not sound, or too few answers
};

struct ParameterDrift {
    ItemNumber item{};
    double discrimination_difference{};  ///< calibrated minus bank
    double discrimination_z{};
    double difficulty_difference{};  ///< of the threshold that moved most, when graded
    double difficulty_z{};
    double curve_gap{};  ///< between the two expected shares of credit, RMS over N(0, 1)
    double p{1};         ///< of the larger z, doubled since two were looked at
    double q{1};
    DriftState state{DriftState::CouldNotTell};
};

struct ReferenceDrift {
    std::vector<ParameterDrift> items{};  ///< as they come in the reference
    double difficulty_shift{};            ///< mean difference over sound items
    double difficulty_spread{1};          ///< SD of calibrated over SD of bank difficulties
};

/// ENSUREs that the items exist. An item calibrated by another model than the bank's is not told.
[[nodiscard]] ReferenceDrift drift_from(const std::vector<ReferenceItem>& reference,
                                        const Pool& pool);

struct FitDrift {
    ItemNumber item{};
    std::size_t answers{};
    double observed{};  ///< share of right answers
    double expected{};
    double z{};  ///< of their difference
    double chi_square{};
    double freedom{};
    double p{1};
    double q{1};
    DriftState state{DriftState::CouldNotTell};
};

/// Items with an answer, by number.
[[nodiscard]] std::vector<FitDrift> fit_of(const std::vector<std::vector<Rest>>& rests);

}  // namespace probant::engine::quality
