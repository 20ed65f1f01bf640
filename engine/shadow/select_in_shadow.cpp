// SPDX-License-Identifier: EUPL-1.2
#include "engine/shadow/select_in_shadow.h"

#include <algorithm>
#include <vector>

#include "engine/exposure/exposure.h"
#include "engine/math/counter_rng.h"

namespace probant::engine {
namespace {

constexpr double kMillionths = 1e6;
constexpr double kThousandths = 1000.0;

/// What was drawn and counts, and what must not come (again).
struct DrawnSoFar {
    std::vector<ItemNumber> counted{};
    std::vector<char> barred{};
};

DrawnSoFar drawn_so_far(const TestState& state, const Pool& pool, std::span<const char> withheld) {
    DrawnSoFar taken{.counted = {}, .barred = {withheld.begin(), withheld.end()}};
    taken.barred.resize(pool.size(), 0);
    for (const GivenItem& given : state.given) {
        if (given.outcome != ItemOutcome::SetAside) {
            taken.counted.push_back(given.item);
            continue;
        }
        // A faulty question's notion has been shown: its tube goes, and its enemies.
        for (const ItemNumber item : pool.items_of(pool.at(given.item).tube))
            taken.barred[item.value] = 1;
        for (const ItemNumber enemy : pool.at(given.item).enemies)
            taken.barred[enemy.value] = 1;
    }
    return taken;
}

/// Information at the estimate, less what giving the item costs.
std::vector<double> gains(const Pool& pool,
                          const Moments& ability,
                          const Surroundings& surroundings) {
    std::vector<double> gains;
    gains.reserve(pool.size());
    double best = 0;
    for (const PoolItem& item : pool.items()) {
        gains.push_back(information(item.model, ability.mean));
        best = std::max(best, gains.back());
    }
    const auto* exposure = surroundings.exposure;
    if (exposure == nullptr && surroundings.prices.empty()) return gains;
    // Prices are in shares of the best test's information: about so many of the best item's.
    for (std::uint32_t item = 0; item < gains.size(); ++item) {
        const double price = exposure != nullptr ? exposure->price_at({item}, ability.mean)
                                                 : double{surroundings.prices[item]};
        gains[item] -= price * best * kBestTest;
    }
    return gains;
}

/// What the room or a cap has seen too much of for somebody of this ability.
struct Guard {
    const Surroundings& surroundings;
    Moments ability{};

    [[nodiscard]] bool is_set() const {
        return surroundings.exposure != nullptr || !surroundings.worn.empty();
    }

    [[nodiscard]] bool refuses(ItemNumber item) const {
        if (!surroundings.worn.empty() && surroundings.worn[item.value] != 0) return true;
        return surroundings.exposure != nullptr && surroundings.exposure->refuses(item, ability);
    }
};

std::vector<char> with_refused(const std::vector<char>& barred, const Guard& guard) {
    auto all = barred;
    for (std::uint32_t item = 0; item < all.size(); ++item)
        if (guard.refuses(ItemNumber{item})) all[item] = 1;
    return all;
}

std::optional<ShadowTest> assembled(const ShadowAssembler& assembler,
                                    const DrawnSoFar& taken,
                                    const std::vector<double>& gains,
                                    const Guard& guard,
                                    std::span<const double> prices) {
    ShadowAsk ask{
        .drawn = taken.counted, .information = gains, .barred = taken.barred, .prices = prices};
    if (!guard.is_set()) return assembler.assemble(ask);
    const auto barred = with_refused(taken.barred, guard);
    ask.barred = barred;
    if (auto test = assembler.assemble(ask)) return test;
    ask.barred = taken.barred;
    return assembler.assemble(ask);
}

/// The questions of the test that may come next, best first, near ties only.
std::vector<ItemNumber> shadow_ties(const ShadowTest& test,
                                    std::size_t drawn,
                                    const std::vector<double>& gains,
                                    const NearTie& near_tie) {
    std::vector<ItemNumber> ties(test.items.begin() + static_cast<std::ptrdiff_t>(drawn),
                                 test.items.end());
    const auto gain = [&](ItemNumber item) { return gains[item.value]; };
    std::ranges::stable_sort(
        ties, [&](ItemNumber left, ItemNumber right) { return gain(left) > gain(right); });
    if (ties.empty()) return ties;
    const double best = gain(ties.front());
    const double least = best - (1 - near_tie.permille / kThousandths) * std::max(best, 0.0);
    std::erase_if(ties, [&](ItemNumber item) { return gain(item) < least; });
    if (ties.size() > near_tie.most) ties.resize(near_tie.most);
    return ties;
}

}  // namespace

Result<Selection, NoItem> select_in_shadow(const TestState& state,
                                           const ShadowExam& exam,
                                           const Chance& chance,
                                           const Surroundings& surroundings,
                                           std::optional<ShadowTest>& before) {
    const auto& [pool, assembler, rules] = exam;
    if (counted(state) >= rules.blueprint.length) return Refused{NoItem::TestComplete};
    const Estimate now = estimate(state.likelihood, rules.prior_sd_milli);
    const Moments ability{.mean = static_cast<double>(now.theta_micro) / kMillionths,
                          .sd = static_cast<double>(now.se_micro) / kMillionths};
    const DrawnSoFar taken = drawn_so_far(state, pool, surroundings.withheld);
    const auto gain = gains(pool, ability, surroundings);
    const Guard guard{.surroundings = surroundings, .ability = ability};
    const auto prices = before ? before->prices : std::vector<double>{};
    auto test = assembled(assembler, taken, gain, guard, prices);
    // The one before holds all that was drawn since: it is a complete test still.
    if (test) before = std::move(test);
    if (!before) return Refused{NoItem::NoneEligible};
    auto items = before->items;
    std::ranges::stable_partition(items, [&](ItemNumber item) {
        return std::ranges::find(taken.counted, item) != taken.counted.end();
    });
    before->items = std::move(items);
    const auto ties = shadow_ties(*before, taken.counted.size(), gain, rules.near_tie);
    if (ties.empty()) return Refused{NoItem::NoneEligible};
    const auto count = static_cast<std::uint32_t>(ties.size());
    math::CounterRng rng(chance.seed.value, chance.draw.value, math::Purpose::NearTie);
    const ItemNumber item = ties[rng.below(count)];
    return Selection{.item = item,
                     .theta_micro = now.theta_micro,
                     .se_micro = now.se_micro,
                     .candidates = count,
                     .eligible = 0,
                     .cap_exceeded = guard.refuses(item)};
}

}  // namespace probant::engine
