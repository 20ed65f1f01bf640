// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/worth.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numeric>

#include "engine/adaptive/grid.h"

namespace probant::engine {
namespace {

constexpr double kNodeApart = 2 * kThetaMost / static_cast<double>(kWorthNodes - 1);

/// The information of the best items there are at an ability.
double best_test(std::vector<double> information) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(kBestTest, information.size()));
    const auto last = information.begin() + count;
    std::partial_sort(information.begin(), last, information.end(), std::greater<>());
    return std::accumulate(information.begin(), last, 0.0);
}

}  // namespace

Worth::Worth(const std::vector<ItemModel>& models, const std::vector<std::uint32_t>& competences) {
    lay_out(competences);
    worth_.assign(kWorthNodes * rows(), Lanes{});
    std::vector<double> all(models.size());
    for (std::size_t node = 0; node < kWorthNodes; ++node) {
        const double theta = -kThetaMost + static_cast<double>(node) * kNodeApart;
        std::ranges::transform(
            models, all.begin(), [&](const ItemModel& model) { return information(model, theta); });
        const double best = best_test(all);
        if (best <= 0) continue;
        for (std::size_t item = 0; item < all.size(); ++item) {
            const Slot slot = slot_of_[item];
            Lanes& row = worth_[node * rows() + slot.row];
            row.at(slot.lane) = static_cast<float>(all[item] / best);
        }
    }
}

void Worth::lay_out(const std::vector<std::uint32_t>& competences) {
    slot_of_.resize(competences.size());
    for (std::uint32_t competence = 0; competence < kCompetences; ++competence) {
        const std::size_t first = rows();
        for (std::uint32_t item = 0; item < competences.size(); ++item) {
            if (competences[item] != competence) continue;
            const std::size_t place = item_of_.size();
            slot_of_[item] = {.row = place / kLanes, .lane = place % kLanes};
            item_of_.push_back(ItemNumber{item});
        }
        item_of_.resize((item_of_.size() + kLanes - 1) / kLanes * kLanes);
        ranges_.at(competence) = {.first = first, .last = rows()};
    }
}

std::size_t Worth::node_of(double theta) {
    const double within = std::clamp(theta, -kThetaMost, kThetaMost);
    return static_cast<std::size_t>(std::lround((within + kThetaMost) / kNodeApart));
}

}  // namespace probant::engine
