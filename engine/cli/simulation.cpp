// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/simulation.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>
#include <map>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/adaptive/selection.h"
#include "engine/math/counter_rng.h"

namespace probant::engine::cli {
namespace {

constexpr double kMillion = 1e6;
constexpr double kZ95 = 1.96;

double thread_ms() {
    timespec now{};
    ENSURE(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The items of one group are enemies of one another.
void name_enemies(const BankTable& bank, std::vector<PoolItem>& items) {
    std::map<std::int64_t, std::vector<ItemNumber>> groups;
    for (std::uint32_t row = 0; row < items.size(); ++row) {
        if (const auto group = bank.items[row].enemy_group) groups[*group].push_back({row});
    }
    for (const auto& [group, members] : groups) {
        for (const ItemNumber one : members) {
            for (const ItemNumber other : members)
                if (one != other) items[one.value].enemies.push_back(other);
        }
    }
}

/// The information of the best items there are for this ability.
double best_information(const Pool& pool, double theta, std::size_t length) {
    std::vector<double> all;
    all.reserve(pool.size());
    for (const PoolItem& item : pool.items())
        all.push_back(information(item.model, theta));
    std::ranges::sort(all, std::greater<>());
    all.resize(std::min(all.size(), length));
    double sum = 0;
    for (const double one : all)
        sum += one;
    return sum;
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

void count_violations(Figures& figures,
                      const Pool& pool,
                      const Blueprint& blueprint,
                      const Sitting& sitting) {
    std::vector<std::uint32_t> counts(kCompetences, 0);
    std::vector<std::uint32_t> tubes;
    bool enemies_meet = false;
    for (const ItemNumber item : sitting.items) {
        const PoolItem& one = pool.at(item);
        ++counts[one.competence.index];
        tubes.push_back(one.tube.value);
        for (const ItemNumber enemy : one.enemies) {
            if (std::ranges::find(sitting.items, enemy) != sitting.items.end()) enemies_meet = true;
        }
    }
    const auto wanted = blueprint.per_competence.value_or(0);
    const bool uneven =
        std::ranges::any_of(counts, [wanted](std::uint32_t count) { return count != wanted; });
    if (blueprint.per_competence && uneven) ++figures.competence_violations;
    if (blueprint.tubes_apart && names_twice(std::move(tubes))) ++figures.tube_violations;
    if (blueprint.enemies_apart && enemies_meet) ++figures.enemy_violations;
}

/// The average share of items that two people have in common, without bias.
double overlap_of(const std::vector<double>& exposure, double length, double people) {
    if (people < 2) return 0;
    double squares = 0;
    for (const double rate : exposure)
        squares += rate * rate;
    return (people * squares / length - 1) / (people - 1);
}

}  // namespace

Pool pool_of(const BankTable& bank) {
    std::vector<PoolItem> items;
    items.reserve(bank.items.size());
    for (const BankRow& row : bank.items) {
        items.push_back(
            {.model = row.model, .competence = row.competence, .tube = row.tube, .enemies = {}});
    }
    name_enemies(bank, items);
    return Pool(std::move(items));
}

Sitting simulate_one(const Pool& pool, const People& people, const Plan& plan, std::size_t person) {
    const double began = plan.timing ? thread_ms() : 0;
    const Seed seed{
        math::CounterRng(plan.seed, static_cast<std::uint32_t>(person), math::Purpose::Sitting)
            .next()};
    TestState state;
    for (std::uint32_t k = 1;; ++k) {
        const auto next =
            select_next(state, pool, plan.rules, {.seed = seed, .draw = DrawNumber{k}});
        if (!next) break;
        const ItemNumber item = next.value().item;
        draw(state, item);
        answer(state, pool, item, Category{people.responses.at(person, item.value)});
    }
    Sitting sitting;
    sitting.score = estimate(state.likelihood, plan.score_sd_milli);
    sitting.cpu_ms = plan.timing ? thread_ms() - began : 0;
    for (const GivenItem& given : state.given)
        sitting.items.push_back(given.item);
    return sitting;
}

Figures figures_of(const Pool& pool,
                   const People& people,
                   const Plan& plan,
                   const std::vector<Sitting>& sittings) {
    Figures figures;
    if (sittings.empty()) return figures;
    const auto count = static_cast<double>(sittings.size());
    const auto length = static_cast<double>(plan.rules.blueprint.length);
    std::vector<double> exposure(pool.size(), 0);
    for (std::size_t person = 0; person < sittings.size(); ++person) {
        const Sitting& sitting = sittings[person];
        const double theta = people.candidates.thetas[person];
        const double error = static_cast<double>(sitting.score.theta_micro) / kMillion - theta;
        const double se = static_cast<double>(sitting.score.se_micro) / kMillion;
        figures.bias += error / count;
        figures.rmse += error * error / count;
        if (std::abs(error) <= kZ95 * se) figures.cover95 += 1 / count;
        figures.rel_info += given_information(pool, sitting, theta) /
                            best_information(pool, theta, plan.rules.blueprint.length) / count;
        for (const ItemNumber item : sitting.items)
            exposure[item.value] += 1 / count;
        count_violations(figures, pool, plan.rules.blueprint, sitting);
        figures.cpu_us_step += sitting.cpu_ms * 1e3 / length / count;
    }
    figures.rmse = std::sqrt(figures.rmse);
    figures.exposure_most = *std::ranges::max_element(exposure);
    figures.overlap = overlap_of(exposure, length, count);
    return figures;
}

}  // namespace probant::engine::cli
