// engine/quality/dif.h: items that do not measure two groups alike (differential functioning).
//
// Role        For each item, people of both groups are matched on the estimate without it; the
//             Mantel-Haenszel and the logistic method then say whether the group still matters.
// Purified    In two passes, for an unfair item blurs the match that all the others are judged by:
//             those of class C are left out of the estimate, then all are tested again, they too.
// Limits      kGroupLeast people in each group, kAnswersLeast answers of each to an item: fewer
//             are "too few", never "no difference". Partial credit counts as right when full.
// How         kMatchedStrata strata with as many people each, of those who were given the item.
//             False discovery rate of Benjamini and Hochberg over the items tested.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/quality/logistic.h"
#include "engine/quality/mantel_haenszel.h"
#include "engine/quality/rest.h"

namespace probant::engine::quality {

constexpr std::size_t kGroupLeast = 200;
constexpr std::size_t kAnswersLeast = 100;
constexpr std::size_t kMatchedStrata = 8;
constexpr double kDiscovery = 0.05;  // of alarms that may be false

enum class Side { Neither, Reference, Focal };

enum class DifState {
    Tested,
    TooFew,
    CouldNotTell,  ///< only right or only wrong answers in all strata
};

struct MantelHaenszelDif {
    MantelHaenszel found{};
    double q{1};
    EtsClass size{EtsClass::A};
};

struct LogisticDifFound {
    LogisticDif found{};
    double q{1};  ///< of both tests together
    LogisticSize size{LogisticSize::Negligible};
};

struct ItemDif {
    ItemNumber item{};
    std::size_t reference{};  ///< answers
    std::size_t focal{};
    DifState state{DifState::TooFew};
    std::optional<MantelHaenszelDif> by_strata{};
    std::optional<LogisticDifFound> by_regression{};
};

struct Dif {
    std::size_t reference{};  ///< people
    std::size_t focal{};
    std::vector<ItemDif> items{};        ///< those with an answer of either group, by number
    std::vector<ItemNumber> left_out{};  ///< of the estimate that people were matched on
};

/// `sides`: of each sitting.
[[nodiscard]] Dif dif_of(const std::vector<std::vector<Rest>>& rests,
                         const std::vector<Side>& sides);

/// The items of class C, to be left out of the estimate; none when they are more than half of those
/// tested, for then it is not known which side is unfair.
[[nodiscard]] std::vector<ItemNumber> unfair_items(const Dif& dif);

}  // namespace probant::engine::quality
