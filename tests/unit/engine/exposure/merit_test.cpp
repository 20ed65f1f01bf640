// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/merit.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/adaptive/worth.h"
#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

using builders::pool_items;

std::vector<ItemNumber> all_of(const Pool& pool) {
    std::vector<ItemNumber> items;
    for (std::uint32_t n = 0; n < pool.size(); ++n)
        items.push_back({n});
    return items;
}

/// The worth of an item at an ability, by its definition.
double plain_worth(const Pool& pool, ItemNumber item, double theta) {
    std::vector<double> all;
    for (const PoolItem& one : pool.items())
        all.push_back(information(one.model, theta));
    const double own = all[item.value];
    std::ranges::sort(all, std::greater<>());
    double best = 0;
    for (std::size_t n = 0; n < kBestTest; ++n)
        best += all[n];
    return own / best;
}

constexpr NearTie kTheBest{.permille = 1000, .most = 1};

}  // namespace

TEST_CASE("An item's worth is its share of the best test's information") {
    const Pool pool(pool_items(5, 3, 21));  // 15 a competence: rows of lanes with empty slots
    for (const double theta : {-8.0, -2.3, 0.0, 1.7, 8.0}) {
        const auto row = pool.worth().at(Worth::node_of(theta));
        for (const ItemNumber item : all_of(pool)) {
            const Slot slot = pool.worth().slot_of(item);
            CHECK(std::abs(row[slot.row].at(slot.lane) - plain_worth(pool, item, theta)) < 1e-6);
            CHECK(pool.worth().item_of(slot) == item);
        }
    }
}

TEST_CASE("Nothing unknown and no price: the best merit is the largest worth") {
    const Pool pool(pool_items(4, 3, 22));
    const auto items = all_of(pool);
    const auto best = best_merits(pool, items, {.ability = {.mean = 0.5, .sd = 0}}, kTheBest);
    REQUIRE(best.size() == 1);
    for (const ItemNumber item : items)
        CHECK(plain_worth(pool, item, 0.5) <= plain_worth(pool, best.front().item, 0.5) + 1e-6);
}

TEST_CASE("A price turns the choice to another item, a high enough one away from any") {
    const Pool pool(pool_items(4, 3, 23));
    const auto items = all_of(pool);
    std::vector<float> prices(pool.size(), 0);
    const Weighing weighing{.ability = {.mean = 0, .sd = 0.4}, .prices = prices};
    const auto cheap = best_merits(pool, items, weighing, kTheBest).front();
    prices[cheap.item.value] = cheap.worth;
    const auto other = best_merits(pool, items, weighing, kTheBest).front();

    CHECK(other.item != cheap.item);
    CHECK(other.worth <= cheap.worth);
}

TEST_CASE("What people alike were given of late is dearer, and only to them") {
    const Pool pool(pool_items(4, 3, 23));
    const auto items = all_of(pool);
    RecentUse use(pool.worth());
    Weighing weighing{.ability = {.mean = 0, .sd = 0.1}, .use = &use, .use_price = 1};
    const auto fresh = best_merits(pool, items, weighing, kTheBest).front();
    const std::vector<ItemNumber> given{fresh.item};
    for (int sitting = 0; sitting < 300; ++sitting)
        use.add(given, 2);
    CHECK(best_merits(pool, items, weighing, kTheBest).front().item == fresh.item);
    for (int sitting = 0; sitting < 300; ++sitting)
        use.add(given, 0);
    CHECK(best_merits(pool, items, weighing, kTheBest).front().item != fresh.item);
}

TEST_CASE("A competence whose best item is the same for all is asked before one that turns") {
    // Competence 0: one flat item for everybody. Competence 1: two steep ones, at -1 and at 1.
    const auto item = [](double a, double b, std::uint32_t competence, std::uint32_t tube) {
        return PoolItem{
            .model = {.discrimination = a, .difficulty = b, .guessing = 0, .thresholds = {}},
            .competence = Competence{competence},
            .tube = TubeNumber{tube},
            .enemies = {}};
    };
    const Pool pool({item(0.8, 0, 0, 0), item(2.5, -1.2, 1, 1), item(2.5, 1.2, 1, 2)});
    const auto items = all_of(pool);
    Weighing weighing{.ability = {.mean = 0, .sd = 1}, .by_competence = true};
    CHECK(best_merits(pool, items, weighing, kTheBest).front().item == ItemNumber{0});

    weighing.ability = {.mean = 1.2, .sd = 0.2};
    weighing.by_competence = false;
    CHECK(best_merits(pool, items, weighing, kTheBest).front().item == ItemNumber{2});
}

}  // namespace probant::engine
