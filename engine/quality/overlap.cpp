// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/overlap.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace probant::engine::quality {
namespace {

double overlap_of_all(const Run& run, std::size_t items) {
    if (run.sittings.size() < 2 || mean_length(run) == 0) return 0;
    std::vector<double> counts(items, 0);
    for (const RunSitting& sitting : run.sittings) {
        for (const ItemNumber item : sitting.items)
            ++counts[item.value];
    }
    double shared = 0;
    for (const double count : counts)
        shared += count * (count - 1);
    const auto people = static_cast<double>(run.sittings.size());
    return shared / (people * (people - 1) * mean_length(run));
}

/// The people around one of them, by ability.
class Neighbourhood {
public:
    explicit Neighbourhood(std::size_t items) : counts_(items, 0) {}

    void enter(const RunSitting& sitting) {
        ++people_;
        for (const ItemNumber item : sitting.items)
            ++counts_[item.value];
    }

    void leave(const RunSitting& sitting) {
        --people_;
        for (const ItemNumber item : sitting.items)
            --counts_[item.value];
    }

    /// Has someone besides this person, who is one of them?
    [[nodiscard]] bool has_others() const { return people_ > 1; }

    /// The average share of this person's questions that each of the others had too.
    [[nodiscard]] double shared_with(const RunSitting& sitting) const {
        if (sitting.items.empty()) return 0;
        std::size_t shared = 0;
        for (const ItemNumber item : sitting.items)
            shared += counts_[item.value] - 1;
        return static_cast<double>(shared) /
               (static_cast<double>(sitting.items.size()) * static_cast<double>(people_ - 1));
    }

private:
    std::vector<std::size_t> counts_;
    std::size_t people_{};
};

}  // namespace

Overlap overlap_of(const Run& run, std::size_t items) {
    Overlap overlap{.all = overlap_of_all(run, items), .near = 0, .with_near = 0};
    std::vector<std::size_t> order(run.sittings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t at) { return run.sittings[at].ability; });
    const auto at = [&](std::size_t rank) -> const RunSitting& {
        return run.sittings[order[rank]];
    };
    Neighbourhood around(items);
    std::size_t first = 0;
    std::size_t after = 0;
    double sum = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        for (; after < order.size() && at(after).ability < at(rank).ability + kNearAbility; ++after)
            around.enter(at(after));
        for (; at(first).ability <= at(rank).ability - kNearAbility; ++first)
            around.leave(at(first));
        if (!around.has_others()) continue;
        sum += around.shared_with(at(rank));
        ++overlap.with_near;
    }
    if (overlap.with_near > 0) overlap.near = sum / static_cast<double>(overlap.with_near);
    return overlap;
}

}  // namespace probant::engine::quality
