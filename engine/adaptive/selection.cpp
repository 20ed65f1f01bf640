// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/selection.h"

#include <algorithm>

#include "engine/adaptive/eligibility.h"
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

/// The best eligible item and those almost as good, best first.
std::vector<Candidate> near_ties(const Eligibility& eligibility,
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
    return found;
}

}  // namespace

Result<Selection, NoItem> select_next(const TestState& state,
                                      const Pool& pool,
                                      const SelectionRules& rules,
                                      const Chance& chance) {
    if (counted(state) >= rules.blueprint.length) return Refused{NoItem::TestComplete};
    if (pool.size() == 0) return Refused{NoItem::NoneEligible};
    const Estimate now = estimate(state.likelihood, rules.prior_sd_milli);
    const Eligibility eligibility(state, pool, rules.blueprint);
    // The rounded estimate decides: the journal then holds exactly what the choice was made on.
    const double theta = static_cast<double>(now.theta_micro) / kMillion;
    const auto ties = near_ties(eligibility, pool, theta, rules.near_tie);
    if (ties.empty()) return Refused{NoItem::NoneEligible};

    const auto count = static_cast<std::uint32_t>(ties.size());
    math::CounterRng rng(chance.seed.value, chance.draw.value, math::Purpose::NearTie);
    return Selection{.item = ties[rng.below(count)].item,
                     .theta_micro = now.theta_micro,
                     .se_micro = now.se_micro,
                     .candidates = count};
}

Result<Selection, NoItem> select_next(const TestState& state,
                                      const Content& content,
                                      const Chance& chance) {
    return select_next(state, content.pool, content.rules.selection, chance);
}

}  // namespace probant::engine
