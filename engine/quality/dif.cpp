// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/dif.h"

#include <algorithm>

#include "engine/quality/false_discovery.h"

namespace probant::engine::quality {
namespace {

/// The answers of both groups, by rising ability.
std::vector<MatchedAnswer> matched(const std::vector<Rest>& rests, const std::vector<Side>& sides) {
    std::vector<MatchedAnswer> answers;
    for (const Rest& rest : rests) {
        const Side side = sides[rest.sitting];
        if (side == Side::Neither) continue;
        answers.push_back(
            {.ability = rest.ability, .focal = side == Side::Focal, .right = rest.right});
    }
    std::ranges::stable_sort(answers, {}, &MatchedAnswer::ability);
    return answers;
}

double& cell_of(TwoByTwo& stratum, const MatchedAnswer& one) {
    if (one.focal) return one.right ? stratum.focal_right : stratum.focal_wrong;
    return one.right ? stratum.reference_right : stratum.reference_wrong;
}

std::vector<TwoByTwo> strata_of(const std::vector<MatchedAnswer>& answers) {
    std::vector<TwoByTwo> strata(kMatchedStrata);
    for (std::size_t rank = 0; rank < answers.size(); ++rank)
        ++cell_of(strata[rank * kMatchedStrata / answers.size()], answers[rank]);
    return strata;
}

void test(ItemDif& item, const std::vector<MatchedAnswer>& answers) {
    const auto by_strata = mantel_haenszel(strata_of(answers));
    item.state = by_strata ? DifState::Tested : DifState::CouldNotTell;
    if (by_strata) item.by_strata = MantelHaenszelDif{.found = *by_strata};
    const auto by_regression = logistic_dif(answers);
    if (by_regression) item.by_regression = LogisticDifFound{.found = *by_regression};
}

void judge_strata(std::vector<ItemDif>& items) {
    std::vector<double> p;
    for (const ItemDif& item : items) {
        if (item.by_strata) p.push_back(item.by_strata->found.p);
    }
    const auto q = false_discovery_rates(p);
    auto rate = q.begin();
    for (ItemDif& item : items) {
        if (!item.by_strata) continue;
        item.by_strata->q = *rate++;
        item.by_strata->size = ets_class(item.by_strata->found, item.by_strata->q < kDiscovery);
    }
}

void judge_regressions(std::vector<ItemDif>& items) {
    std::vector<double> p;
    for (const ItemDif& item : items) {
        if (item.by_regression) p.push_back(item.by_regression->found.both.p);
    }
    const auto q = false_discovery_rates(p);
    auto rate = q.begin();
    for (ItemDif& item : items) {
        if (!item.by_regression) continue;
        item.by_regression->q = *rate++;
        item.by_regression->size =
            logistic_size(item.by_regression->found, item.by_regression->q < kDiscovery);
    }
}

}  // namespace

Dif dif_of(const std::vector<std::vector<Rest>>& rests, const std::vector<Side>& sides) {
    Dif dif;
    dif.reference = static_cast<std::size_t>(std::ranges::count(sides, Side::Reference));
    dif.focal = static_cast<std::size_t>(std::ranges::count(sides, Side::Focal));
    const bool enough = std::min(dif.reference, dif.focal) >= kGroupLeast;
    for (std::uint32_t number = 0; number < rests.size(); ++number) {
        const auto answers = matched(rests[number], sides);
        if (answers.empty()) continue;
        ItemDif item{.item = ItemNumber{number}};
        item.focal =
            static_cast<std::size_t>(std::ranges::count(answers, true, &MatchedAnswer::focal));
        item.reference = answers.size() - item.focal;
        if (enough && std::min(item.reference, item.focal) >= kAnswersLeast) test(item, answers);
        dif.items.push_back(item);
    }
    judge_strata(dif.items);
    judge_regressions(dif.items);
    return dif;
}

std::vector<ItemNumber> unfair_items(const Dif& dif) {
    std::vector<ItemNumber> unfair;
    std::size_t tested = 0;
    for (const ItemDif& item : dif.items) {
        if (!item.by_strata) continue;
        ++tested;
        if (item.by_strata->size == EtsClass::C) unfair.push_back(item.item);
    }
    if (2 * unfair.size() > tested) unfair.clear();
    return unfair;
}

}  // namespace probant::engine::quality
