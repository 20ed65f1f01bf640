// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/likely_selection.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/math/elementary.h"

namespace probant::engine::forensics {
namespace {

// Temperatures are shares of the information of an item.
constexpr double kFirstTemperature = 0.06;
constexpr double kTemperatureLeast = 1e-3;
constexpr double kTemperatureMost = 50;
constexpr double kCoolingMost = 0.5;  // of the logarithm, in one correction

// An item that nobody or everybody was given once is not worth a price without end.
constexpr double kUseLeast = 0.005;

constexpr int kTriesMost = 20;    // of items that turn out to be given already
constexpr double kHopeless = 30;  // temperatures below the best: not worth an exponential

}  // namespace

LikelySelection::LikelySelection(const ItemTables& tables,
                                 std::vector<std::uint32_t> pool,
                                 double information)
    : tables_(tables),
      pool_(std::move(pool)),
      prices_(pool_.size(), 0.0),
      scale_(information),
      temperature_(kFirstTemperature * information) {
    ENSURE(!pool_.empty() && information > 0);
    weigh();
}

void LikelySelection::weigh() {
    std::vector<double> merits(pool_.size());
    for (std::size_t node = 0; node < kNodes; ++node) {
        for (std::size_t place = 0; place < pool_.size(); ++place)
            merits[place] = tables_.item(pool_[place]).information[node] - prices_[place];
        Ranked& ranked = ranked_[node];
        ranked.places.resize(pool_.size());
        std::iota(ranked.places.begin(), ranked.places.end(), 0U);
        std::ranges::stable_sort(
            ranked.places, std::greater<>(), [&](std::uint32_t place) { return merits[place]; });
        ranked.merits.clear();
        ranked.sums.clear();
        double sum = 0;
        for (const std::uint32_t place : ranked.places) {
            ranked.merits.push_back(merits[place]);
            const double behind = (ranked.merits.front() - merits[place]) / temperature_;
            if (behind < kHopeless) sum += math::exp(-behind);
            ranked.sums.push_back(sum);
        }
    }
}

std::size_t LikelySelection::choose(Dice& dice,
                                    std::size_t node,
                                    const std::vector<bool>& given) const {
    const Ranked& ranked = ranked_[node];
    for (int tried = 0; tried < kTriesMost; ++tried) {
        const double unit = dice.unit() * ranked.sums.back();
        const auto at = std::ranges::upper_bound(ranked.sums, unit) - ranked.sums.begin();
        const std::size_t rank = std::min(static_cast<std::size_t>(at), ranked.sums.size() - 1);
        if (!given[ranked.places[rank]]) return ranked.places[rank];
    }
    return choose_among_left(dice, node, given);
}

/// The same chances, by going through all that is left: where it is cold, what weighs most has been
/// given already.
std::size_t LikelySelection::choose_among_left(Dice& dice,
                                               std::size_t node,
                                               const std::vector<bool>& given) const {
    const Ranked& ranked = ranked_[node];
    std::size_t rank = 0;
    while (rank + 1 < ranked.places.size() && given[ranked.places[rank]])
        ++rank;
    const double best = ranked.merits[rank];
    std::size_t chosen = ranked.places[rank];
    double sum = 0;
    for (; rank < ranked.places.size(); ++rank) {
        const double behind = (best - ranked.merits[rank]) / temperature_;
        if (behind >= kHopeless) break;
        if (given[ranked.places[rank]]) continue;
        const double weight = math::exp(-behind);
        sum += weight;
        if (dice.unit() * sum < weight) chosen = ranked.places[rank];
    }
    return chosen;
}

void LikelySelection::correct(const Outcome& real, const Outcome& own, double haste) {
    for (std::size_t place = 0; place < pool_.size(); ++place) {
        const double ratio = (own.uses[place] + kUseLeast) / (real.uses[place] + kUseLeast);
        prices_[place] += temperature_ * math::log(ratio);
    }
    const double missing = own.information / real.information - 1;
    temperature_ *= math::exp(std::clamp(haste * missing, -kCoolingMost, kCoolingMost));
    temperature_ = std::clamp(temperature_, kTemperatureLeast * scale_, kTemperatureMost * scale_);
    weigh();
}

}  // namespace probant::engine::forensics
