// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/eligibility.h"

#include <algorithm>
#include <numeric>

#include "crypto/base/ensure.h"
#include "engine/adaptive/feasibility.h"

namespace probant::engine {

Eligibility::Eligibility(const TestState& state,
                         const Pool& pool,
                         const Blueprint& blueprint,
                         std::span<const char> withheld)
    : pool_(pool),
      blueprint_(blueprint),
      withholds_(!withheld.empty()),
      barred_(withheld.begin(), withheld.end()),
      tube_barred_(pool.tubes(), 0) {
    ENSURE(!blueprint.per_competence || blueprint.tubes_apart);
    barred_.resize(pool.size(), 0);
    for (const GivenItem& given : state.given) {
        bar(given.item);
        const TubeNumber tube = pool.at(given.item).tube;
        // A faulty question's notion has been shown: its tube goes even where tubes may repeat.
        if (!blueprint.tubes_apart && given.outcome != ItemOutcome::SetAside) continue;
        tube_barred_[tube.value] = 1;
        for (const ItemNumber item : pool.items_of(tube))
            barred_[item.value] = 1;
    }
    if (!blueprint.per_competence) return;
    count_needs(state);
    plentiful_ = is_plentiful();
    if (plentiful_) return;
    completes_ = is_feasible(
        pool_, {.needs = needs_, .barred = barred_, .enemies_apart = blueprint_.enemies_apart});
    if (!completes_) lower_needs();
}

void Eligibility::bar(ItemNumber item) {
    barred_[item.value] = 1;
    if (!blueprint_.enemies_apart) return;
    for (const ItemNumber enemy : pool_.at(item).enemies)
        barred_[enemy.value] = 1;
}

void Eligibility::count_needs(const TestState& state) {
    ENSURE(blueprint_.per_competence.has_value());
    needs_.fill(*blueprint_.per_competence);
    for (const GivenItem& given : state.given) {
        if (given.outcome == ItemOutcome::SetAside) continue;
        auto& need = needs_.at(pool_.at(given.item).competence.index);
        ENSURE(need > 0);
        --need;
    }
}

/// Too many faulty questions: ask for what is still possible, from the last competence down.
void Eligibility::lower_needs() {
    const Needs wanted = needs_;
    needs_.fill(0);
    for (std::size_t competence = 0; competence < kCompetences; ++competence) {
        while (needs_.at(competence) < wanted.at(competence)) {
            ++needs_.at(competence);
            if (is_feasible(pool_,
                            {.needs = needs_,
                             .barred = barred_,
                             .enemies_apart = blueprint_.enemies_apart}))
                continue;
            --needs_.at(competence);
            break;
        }
    }
}

bool Eligibility::has_peaceful_item(TubeNumber tube) const {
    if (!pool_.has_peaceful_item(tube)) return false;
    if (!withholds_) return true;
    return std::ranges::any_of(pool_.items_of(tube), [this](ItemNumber item) {
        return barred_[item.value] == 0 && pool_.at(item).enemies.empty();
    });
}

/// Enough unused tubes with an item that has no enemy at all. Drawing any item then uses up at most
/// the one tube it fills, so a complete test remains: the usual case, at the price of a count.
bool Eligibility::is_plentiful() const {
    for (std::uint32_t index = 0; index < kCompetences; ++index) {
        std::uint32_t missing = needs_.at(index);
        if (missing == 0) continue;
        for (const TubeNumber tube : pool_.tubes_of(Competence{index})) {
            if (tube_barred_[tube.value] != 0 || !has_peaceful_item(tube)) continue;
            if (--missing == 0) break;
        }
        if (missing != 0) return false;
    }
    return true;
}

bool Eligibility::leaves_a_test(ItemNumber item) const {
    Demand demand{.needs = needs_, .barred = barred_, .enemies_apart = blueprint_.enemies_apart};
    const PoolItem& chosen = pool_.at(item);
    --demand.needs.at(chosen.competence.index);
    for (const ItemNumber other : pool_.items_of(chosen.tube))
        demand.barred[other.value] = 1;
    if (blueprint_.enemies_apart) {
        for (const ItemNumber enemy : chosen.enemies)
            demand.barred[enemy.value] = 1;
    }
    return is_feasible(pool_, demand);
}

bool Eligibility::allows(ItemNumber item) const {
    if (barred_[item.value] != 0) return false;
    if (!blueprint_.per_competence) return true;
    if (needs_.at(pool_.at(item).competence.index) == 0) return false;
    return plentiful_ || leaves_a_test(item);
}

std::vector<ItemNumber> Eligibility::eligible() const {
    const bool by_competence = blueprint_.per_competence.has_value();
    std::array<char, kCompetences> is_open{};
    for (std::size_t competence = 0; competence < kCompetences; ++competence)
        is_open.at(competence) = !by_competence || needs_.at(competence) > 0 ? 1 : 0;
    // Each item is written and the next one written over it where it may not come: no branch to
    // guess wrong, a thousand times a draw.
    std::vector<ItemNumber> items(pool_.size());
    const auto competences = pool_.competence_indexes();
    std::size_t count = 0;
    for (std::uint32_t item = 0; item < items.size(); ++item) {
        items[count] = ItemNumber{item};
        const bool may = barred_[item] == 0 && is_open.at(competences[item]) != 0;
        count += may ? 1 : 0;
    }
    items.resize(count);
    if (by_competence && !plentiful_)
        std::erase_if(items, [this](ItemNumber item) { return !leaves_a_test(item); });
    return items;
}

bool has_complete_test(const Pool& pool,
                       const Blueprint& blueprint,
                       std::span<const char> withheld) {
    if (!blueprint.per_competence) return pool.size() >= blueprint.length;
    const TestState nothing;
    return Eligibility(nothing, pool, blueprint, withheld).completes();
}

}  // namespace probant::engine
