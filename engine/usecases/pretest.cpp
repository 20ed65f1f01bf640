// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/pretest.h"

#include <algorithm>

#include "engine/adaptive/eligibility.h"
#include "engine/math/counter_rng.h"
#include "engine/usecases/asked.h"
#include "engine/usecases/wear.h"

namespace probant::engine {
namespace {

const std::vector<Draw>& draws_of(const Candidate& candidate) {
    static const std::vector<Draw> none;
    const auto* sitting = sitting_of(candidate);
    return sitting == nullptr ? none : sitting->draws;
}

/// One of them gives the other away, or asks the same.
bool is_kin(const Pool& pool, ItemNumber one, ItemNumber other) {
    if (pool.at(one).tube == pool.at(other).tube) return true;
    return std::ranges::binary_search(pool.at(one).enemies, other);
}

bool is_drawn(const std::vector<Draw>& draws, ItemNumber item) {
    return std::ranges::any_of(draws, [&](const Draw& drawn) { return drawn.item == item; });
}

/// Those that suit the candidate and were not given yet; without kin of what was given, where there
/// are any.
std::vector<ItemNumber> on_trial(const Candidate& candidate, const Content& content) {
    const auto& draws = draws_of(candidate);
    std::vector<ItemNumber> all;
    std::vector<ItemNumber> strangers;
    for (std::uint32_t number = 0; number < content.bank.items.size(); ++number) {
        const ItemNumber item{number};
        if (content.bank.at(item).status != ItemStatus::Pretest || is_drawn(draws, item)) continue;
        if (!suits(content.bank.at(item), candidate.needs)) continue;
        all.push_back(item);
        const bool has_kin = std::ranges::any_of(
            draws, [&](const Draw& drawn) { return is_kin(content.pool, item, drawn.item); });
        if (!has_kin) strangers.push_back(item);
    }
    return strangers.empty() ? all : strangers;
}

}  // namespace

bool is_pretest(const Rules& rules, Seed seed, Rank rank) {
    if (!rules.pretest || rank.value < kPretestFirst) return false;
    const auto last = std::min(kPretestLast, asked_of(rules));
    if (rank.value > last) return false;
    math::CounterRng rng(seed.value, 0, math::Purpose::PretestRank);
    const auto places = rng.permutation(last - kPretestFirst + 1);
    const auto wanted = rank.value - kPretestFirst;
    return std::ranges::any_of(std::span(places).first(rules.pretest->count),
                               [&](std::uint32_t place) { return place == wanted; });
}

Pretest choose_pretest(const Room& room,
                       const Candidate& candidate,
                       const Chance& chance,
                       const Content& content) {
    auto items = on_trial(candidate, content);
    ENSURE(!items.empty());
    const auto eligible = static_cast<std::uint32_t>(items.size());
    const auto uses = uses_in_centre(room, candidate, content);
    const auto used = [&](ItemNumber item) { return uses[item.value]; };
    const auto least = std::ranges::min(items, {}, used);
    std::erase_if(items, [&](ItemNumber item) { return used(item) != used(least); });
    const auto ties = static_cast<std::uint32_t>(items.size());
    math::CounterRng rng(chance.seed.value, chance.draw.value, math::Purpose::Pretest);
    return {.item = items[rng.below(ties)], .eligible = eligible, .ties = ties};
}

std::vector<char> withheld_from(const Candidate& candidate,
                                const TestState& test,
                                const Content& content) {
    const auto always = withheld_for(candidate.needs, content);
    auto withheld = always;
    for (const Draw& drawn : draws_of(candidate)) {
        if (!drawn.pretest) continue;
        withheld.resize(content.pool.size(), 0);
        for (std::uint32_t item = 0; item < content.pool.size(); ++item)
            if (is_kin(content.pool, drawn.item, {item})) withheld[item] = 1;
    }
    if (withheld == always) return withheld;
    const Eligibility apart(test, content.pool, content.rules.selection.blueprint, withheld);
    return apart.completes() ? withheld : always;
}

}  // namespace probant::engine
