// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/simulation_figures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace probant::engine::cli {
namespace {

constexpr double kZ95 = 1.96;
constexpr double kNear = 0.25;
constexpr std::size_t kWindow = 2000;

/// The information of the best items there are for this ability.
double best_information(const Pool& pool, double theta, std::size_t length) {
    std::vector<double> all;
    all.reserve(pool.size());
    for (const PoolItem& item : pool.items())
        all.push_back(information(item.model, theta));
    length = std::min(length, all.size());
    std::ranges::partial_sort(
        all, all.begin() + static_cast<std::ptrdiff_t>(length), std::greater<>());
    return std::accumulate(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(length), 0.0);
}

double given_information(const Pool& pool, const Sitting& sitting, double theta) {
    double sum = 0;
    for (const ItemNumber item : sitting.items)
        sum += information(pool.at(item).model, theta);
    return sum;
}

bool names_twice(std::vector<std::uint32_t> values) {
    std::ranges::sort(values);
    return std::ranges::adjacent_find(values) != values.end();
}

bool enemies_meet(const Pool& pool, const Sitting& sitting) {
    return std::ranges::any_of(sitting.items, [&](ItemNumber item) {
        return std::ranges::any_of(pool.at(item).enemies, [&](ItemNumber enemy) {
            return std::ranges::find(sitting.items, enemy) != sitting.items.end();
        });
    });
}

void count_violations(Violations& violations,
                      const Pool& pool,
                      const Blueprint& blueprint,
                      const Sitting& sitting) {
    std::array<std::uint32_t, kCompetences> counts{};
    std::vector<std::uint32_t> tubes;
    for (const ItemNumber item : sitting.items) {
        ++counts.at(pool.competence_index(item));
        tubes.push_back(pool.at(item).tube.value);
    }
    const auto wanted = blueprint.per_competence.value_or(0);
    const bool uneven =
        std::ranges::any_of(counts, [wanted](std::uint32_t count) { return count != wanted; });
    if (blueprint.per_competence && uneven) ++violations.competence;
    if (blueprint.tubes_apart && names_twice(std::move(tubes))) ++violations.tube;
    if (blueprint.enemies_apart && enemies_meet(pool, sitting)) ++violations.enemy;
}

/// The most used item's share of these sittings.
double most_used(std::size_t items, const std::vector<const Sitting*>& sittings) {
    if (sittings.empty()) return 0;
    std::vector<std::uint32_t> counts(items, 0);
    for (const Sitting* sitting : sittings) {
        for (const ItemNumber item : sitting->items)
            ++counts[item.value];
    }
    return *std::ranges::max_element(counts) / static_cast<double>(sittings.size());
}

/// … of every `window` in a row, or of all when there are fewer.
double most_used_in_a_window(std::size_t items, const std::vector<Sitting>& sittings) {
    const std::size_t window = std::min(kWindow, sittings.size());
    std::vector<std::uint32_t> counts(items, 0);
    std::uint32_t most = 0;
    for (std::size_t n = 0; n < sittings.size(); ++n) {
        if (n >= window) {
            for (const ItemNumber item : sittings[n - window].items)
                --counts[item.value];
        }
        for (const ItemNumber item : sittings[n].items)
            most = std::max(most, ++counts[item.value]);
    }
    return most / static_cast<double>(window);
}

LevelBounds quintiles(const std::vector<Sitting>& sittings) {
    std::vector<double> estimates;
    estimates.reserve(sittings.size());
    for (const Sitting& sitting : sittings)
        estimates.push_back(sitting.interim);
    std::ranges::sort(estimates);
    LevelBounds bounds{};
    for (std::size_t n = 0; n < bounds.size(); ++n)
        bounds.at(n) = estimates[estimates.size() * (n + 1) / kLevels];
    return bounds;
}

std::array<double, kLevels> most_used_by_level(std::size_t items,
                                               const std::vector<Sitting>& sittings,
                                               const LevelBounds& bounds) {
    std::array<std::vector<const Sitting*>, kLevels> by_level{};
    for (const Sitting& sitting : sittings)
        by_level.at(level_of(bounds, sitting.interim)).push_back(&sitting);
    std::array<double, kLevels> most{};
    for (std::size_t level = 0; level < kLevels; ++level)
        most.at(level) = most_used(items, by_level.at(level));
    return most;
}

/// The average share of items that two people have in common, without bias.
double overlap_of(std::size_t items, const std::vector<Sitting>& sittings) {
    const auto people = static_cast<double>(sittings.size());
    if (people < 2) return 0;
    std::vector<double> rates(items, 0);
    double length = 0;
    for (const Sitting& sitting : sittings) {
        length += static_cast<double>(sitting.items.size()) / people;
        for (const ItemNumber item : sitting.items)
            rates[item.value] += 1 / people;
    }
    double squares = 0;
    for (const double rate : rates)
        squares += rate * rate;
    return length > 0 ? (people * squares / length - 1) / (people - 1) : 0;
}

/// The people of a stretch of ability, and how often each item is among them.
class Stretch {
public:
    explicit Stretch(std::size_t items) : counts_(items, 0) {}

    void add(const Sitting& sitting) {
        ++people_;
        for (const ItemNumber item : sitting.items)
            ++counts_[item.value];
    }

    void remove(const Sitting& sitting) {
        --people_;
        for (const ItemNumber item : sitting.items)
            --counts_[item.value];
    }

    /// The mean share that one of them has in common with the others; nothing when alone.
    [[nodiscard]] std::optional<double> common_share(const Sitting& sitting) const {
        if (people_ < 2 || sitting.items.empty()) return std::nullopt;
        double common = 0;
        for (const ItemNumber item : sitting.items)
            common += counts_[item.value] - 1;
        return common / static_cast<double>(sitting.items.size()) / (people_ - 1);
    }

private:
    std::vector<std::uint32_t> counts_;
    double people_{};
};

/// For each person, the mean share in common with all who are near; then the mean over people.
/// A stretch slides over the people in the order of ability: exact.
double overlap_near_of(std::size_t items,
                       const std::vector<double>& thetas,
                       const std::vector<Sitting>& sittings) {
    std::vector<std::size_t> order(sittings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t person) { return thetas[person]; });
    Stretch near(items);
    std::size_t first = 0;
    std::size_t after = 0;
    double sum = 0;
    double counted = 0;
    for (const std::size_t person : order) {
        for (; after < order.size() && thetas[order[after]] <= thetas[person] + kNear; ++after)
            near.add(sittings[order[after]]);
        for (; thetas[order[first]] < thetas[person] - kNear; ++first)
            near.remove(sittings[order[first]]);
        const auto share = near.common_share(sittings[person]);
        sum += share.value_or(0);
        counted += share ? 1 : 0;
    }
    return counted > 0 ? sum / counted : 0;
}

/// What each person's estimate was worth.
void add_accuracy(Figures& figures,
                  const Pool& pool,
                  const People& people,
                  const Plan& plan,
                  const SimulatedRun& run) {
    const auto count = static_cast<double>(run.sittings.size());
    for (std::size_t person = 0; person < run.sittings.size(); ++person) {
        const Sitting& sitting = run.sittings[person];
        const double theta = people.candidates.thetas[person];
        const double error = sitting.score.mean - theta;
        figures.bias += error / count;
        figures.rmse += error * error / count;
        if (std::abs(error) <= kZ95 * sitting.score.sd) figures.cover95 += 1 / count;
        const double best = best_information(pool, theta, plan.rules.blueprint.length);
        if (best > 0) figures.rel_info += given_information(pool, sitting, theta) / best / count;
    }
    figures.rmse = std::sqrt(figures.rmse);
}

/// What ninety-nine in a hundred do not exceed; 0 of none.
double p99_of(std::vector<double> figures) {
    if (figures.empty()) return 0;
    std::ranges::sort(figures);
    return figures[(figures.size() - 1) * 99 / 100];
}

/// The mean step of a sitting that ninety-nine in a hundred do not exceed.
double slow_step_us(const std::vector<Sitting>& sittings) {
    std::vector<double> steps;
    for (const Sitting& sitting : sittings) {
        if (!sitting.items.empty())
            steps.push_back(sitting.cpu_ms * 1e3 / static_cast<double>(sitting.items.size()));
    }
    return p99_of(std::move(steps));
}

void add_proofs(Figures& figures, const std::vector<Sitting>& sittings) {
    std::vector<double> gaps;
    for (const Sitting& sitting : sittings)
        gaps.insert(gaps.end(), sitting.shadow_gaps.begin(), sitting.shadow_gaps.end());
    if (gaps.empty()) return;
    figures.shadow_gap = std::ranges::max(gaps);
    figures.shadow_gap_p99 = p99_of(std::move(gaps));
}

}  // namespace

Figures figures_of(const Pool& pool,
                   const People& people,
                   const Plan& plan,
                   const SimulatedRun& run) {
    Figures figures;
    if (run.sittings.empty()) return figures;
    add_accuracy(figures, pool, people, plan, run);
    std::size_t draws = 0;
    double cpu_ms = 0;
    for (const Sitting& sitting : run.sittings) {
        count_violations(figures.violations, pool, plan.rules.blueprint, sitting);
        figures.cap_exceeded += sitting.caps_exceeded;
        draws += sitting.items.size();
        cpu_ms += sitting.cpu_ms;
    }
    add_proofs(figures, run.sittings);
    figures.cpu_us_step_p99 = slow_step_us(run.sittings);
    if (draws > 0) figures.cpu_us_step = cpu_ms * 1e3 / static_cast<double>(draws);
    std::vector<const Sitting*> all;
    all.reserve(run.sittings.size());
    for (const Sitting& sitting : run.sittings)
        all.push_back(&sitting);
    figures.max_exposure = most_used(pool.size(), all);
    figures.max_window = most_used_in_a_window(pool.size(), run.sittings);
    const auto bounds = plan.exposure ? run.levels : quintiles(run.sittings);
    figures.max_level_exposure = most_used_by_level(pool.size(), run.sittings, bounds);
    figures.overlap = overlap_of(pool.size(), run.sittings);
    figures.overlap_near = overlap_near_of(pool.size(), people.candidates.thetas, run.sittings);
    return figures;
}

}  // namespace probant::engine::cli
