// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/selection.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/adaptive/eligibility.h"
#include "engine/adaptive/merit.h"
#include "engine/exposure/exposure.h"
#include "engine/math/counter_rng.h"

namespace probant::engine {
namespace {

constexpr double kMillion = 1e6;
constexpr double kThousand = 1000.0;

struct Candidate {
    double information{};
    ItemNumber item{};
};

bool comes_first(const Candidate& left, const Candidate& right) {
    if (left.information != right.information) return left.information > right.information;
    return left.item < right.item;
}

/// The items from which chance takes one, best first, and how many were allowed.
struct Shortlist {
    std::vector<ItemNumber> ties{};
    std::uint32_t eligible{};
    bool cap_exceeded{};
};

/// The most informative eligible item and those almost as good.
Shortlist most_informative(const Eligibility& eligibility,
                           const Pool& pool,
                           double theta,
                           const NearTie& near_tie) {
    const double share = near_tie.permille / kThousand;
    std::vector<Candidate> found;
    double best = 0;
    for (const BoundedItem& bounded : pool.by_information(theta)) {
        if (bounded.information_most < best * share) break;
        const double given = information(pool.at(bounded.item).model, theta);
        if (given < best * share || !eligibility.allows(bounded.item)) continue;
        best = std::max(best, given);
        found.push_back({.information = given, .item = bounded.item});
    }
    std::erase_if(found, [&](const Candidate& one) { return one.information < best * share; });
    std::ranges::sort(found, comes_first);
    if (found.size() > near_tie.most) found.resize(near_tie.most);
    Shortlist list;
    for (const Candidate& one : found)
        list.ties.push_back(one.item);
    return list;
}

/// Nobody is left without a question: the one that was given least often.
template <class Uses>
Shortlist least_used(const std::vector<ItemNumber>& items, Uses uses) {
    Shortlist list{.ties = {}, .eligible = 0, .cap_exceeded = true};
    list.ties.push_back(*std::ranges::min_element(items, {}, uses));
    return list;
}

/// What one draw is made from, besides what is eligible.
struct Draw {
    const Pool& pool;
    const SelectionRules& rules;
    const Surroundings& surroundings;
    Moments ability{};
    double left{};
};

/// Takes out what the room or a cap has seen too much of; false, and nothing, where that is all.
bool leave_worn(std::vector<ItemNumber>& items, const Draw& draw) {
    const auto& worn = draw.surroundings.worn;
    const Exposure* exposure = draw.surroundings.exposure;
    const LevelReach reach = exposure == nullptr ? LevelReach{} : exposure->reach_of(draw.ability);
    auto kept = items;
    std::erase_if(kept, [&](ItemNumber item) {
        if (!worn.empty() && worn[item.value] != 0) return true;
        return exposure != nullptr && exposure->refuses(item, reach);
    });
    if (kept.empty()) return false;
    items = std::move(kept);
    return true;
}

Shortlist most_deserving(const Eligibility& eligibility, const Draw& draw) {
    auto items = eligibility.eligible();
    if (items.empty()) return {};
    const Exposure* exposure = draw.surroundings.exposure;
    Shortlist list;
    if (exposure != nullptr || !draw.surroundings.worn.empty()) {
        list.cap_exceeded = !leave_worn(items, draw);
        if (list.cap_exceeded && exposure != nullptr)
            return least_used(items, [&](ItemNumber item) { return exposure->uses(item); });
        const auto uses = draw.surroundings.uses;
        if (list.cap_exceeded && !uses.empty())
            return least_used(items, [&](ItemNumber item) { return uses[item.value]; });
    }
    list.eligible = static_cast<std::uint32_t>(items.size());
    Weighing weighing{.ability = draw.ability,
                      .prices = draw.surroundings.prices,
                      .left = draw.left,
                      .by_competence = draw.rules.blueprint.per_competence.has_value()};
    if (exposure != nullptr) {
        weighing.prices = exposure->prices();
        weighing.use = &exposure->recent_use();
        weighing.use_price = exposure->use_price();
    }
    for (const Merit& one : best_merits(draw.pool, items, weighing, draw.rules.near_tie))
        list.ties.push_back(one.item);
    return list;
}

double share_left(const TestState& state, const Blueprint& blueprint) {
    const auto after = static_cast<double>(blueprint.length - counted(state) - 1);
    return after / static_cast<double>(blueprint.length);
}

}  // namespace

Result<Selection, NoItem> select_next(const TestState& state,
                                      const Pool& pool,
                                      const SelectionRules& rules,
                                      const Chance& chance,
                                      const Surroundings& surroundings) {
    if (counted(state) >= rules.blueprint.length) return Refused{NoItem::TestComplete};
    if (pool.size() == 0) return Refused{NoItem::NoneEligible};
    const Estimate now = estimate(state.likelihood, rules.prior_sd_milli);
    const Eligibility eligibility(state, pool, rules.blueprint, surroundings.withheld);
    // The rounded estimate decides: the journal then holds exactly what the choice was made on.
    const Moments ability{.mean = static_cast<double>(now.theta_micro) / kMillion,
                          .sd = static_cast<double>(now.se_micro) / kMillion};
    const bool is_free = !rules.blueprint.per_competence && surroundings.exposure == nullptr &&
                         surroundings.worn.empty();
    const auto list = is_free ? most_informative(eligibility, pool, ability.mean, rules.near_tie)
                              : most_deserving(eligibility,
                                               {.pool = pool,
                                                .rules = rules,
                                                .surroundings = surroundings,
                                                .ability = ability,
                                                .left = share_left(state, rules.blueprint)});
    if (list.ties.empty()) return Refused{NoItem::NoneEligible};

    const auto count = static_cast<std::uint32_t>(list.ties.size());
    math::CounterRng rng(chance.seed.value, chance.draw.value, math::Purpose::NearTie);
    return Selection{.item = list.ties[rng.below(count)],
                     .theta_micro = now.theta_micro,
                     .se_micro = now.se_micro,
                     .candidates = count,
                     .eligible = list.eligible,
                     .cap_exceeded = list.cap_exceeded};
}

}  // namespace probant::engine
