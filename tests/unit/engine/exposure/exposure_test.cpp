// SPDX-License-Identifier: EUPL-1.2
#include "engine/exposure/exposure.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/adaptive/selection.h"
#include "engine/exposure/burn_in.h"
#include "engine/math/counter_rng.h"
#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

using builders::pool_items;

constexpr std::uint32_t kWindow = 60;

ExposureRules capped(std::uint32_t cap_ppm, std::optional<std::uint32_t> level_cap_ppm = {}) {
    return {.cap_ppm = cap_ppm,
            .level_cap_ppm = level_cap_ppm,
            .window = kWindow,
            .level_window = kWindow};
}

struct Sat {
    std::vector<ItemNumber> items{};
    double theta{};
    bool cap_exceeded{};
};

/// A test of somebody who is right with a fixed chance, in thousandths.
Sat sit(const Pool& pool, const Exposure& exposure, std::uint64_t seed, std::uint32_t right) {
    const auto rules = builders::rules().selection;
    math::CounterRng rng(seed, 9, math::Purpose::Sitting);
    TestState state;
    Sat sat;
    for (std::uint32_t k = 1;; ++k) {
        const auto next =
            select_next(state, pool, rules, {.seed = {seed}, .draw = {k}}, {.exposure = &exposure});
        if (!next) break;
        sat.cap_exceeded = sat.cap_exceeded || next.value().cap_exceeded;
        sat.items.push_back(next.value().item);
        draw(state, next.value().item);
        answer(state, pool, next.value().item, rng.below(1000) < right);
    }
    sat.theta = moments(state.likelihood, 1000).mean;
    return sat;
}

std::vector<Sat> a_run(const Pool& pool, Exposure exposure, std::uint64_t people, bool shifts) {
    std::vector<Sat> run;
    for (std::uint64_t person = 0; person < people; ++person) {
        const std::uint32_t right = shifts && person > people / 2 ? 950 : 500;
        run.push_back(sit(pool, exposure, person, right));
        exposure.add_sitting(run.back().items, run.back().theta);
    }
    return run;
}

/// The most often that an item is in `window` sittings in a row.
std::uint32_t most_in_a_window(const std::vector<Sat>& run, std::size_t items, std::size_t window) {
    std::uint32_t most = 0;
    for (std::size_t first = 0; first + window <= run.size(); ++first) {
        std::vector<std::uint32_t> counts(items, 0);
        for (std::size_t n = first; n < first + window; ++n) {
            for (const ItemNumber item : run[n].items)
                most = std::max(most, ++counts[item.value]);
        }
    }
    return most;
}

}  // namespace

TEST_CASE("No item passes its cap in any window, nor in the first people, nor when people change") {
    const Pool pool(pool_items(6, 3, 11));
    const auto rules = builders::rules().selection;
    for (const bool shifts : {false, true}) {
        const auto exposure = burn_in(pool, rules, capped(300'000), {.people = 400, .seed = 3});
        const auto run = a_run(pool, exposure, 200, shifts);

        CHECK(most_in_a_window(run, pool.size(), kWindow) <= 18);
        CHECK(std::ranges::none_of(run, [](const Sat& sat) { return sat.cap_exceeded; }));
    }
}

TEST_CASE("Without prices the guard alone keeps the cap, and without a guard it is passed") {
    const Pool pool(pool_items(6, 3, 12));
    const auto with = a_run(pool, Exposure(pool, capped(300'000)), 150, /*shifts=*/false);
    const auto without = a_run(pool, Exposure(pool, capped(kMillionth)), 150, false);

    CHECK(most_in_a_window(with, pool.size(), kWindow) <= 18);
    CHECK(most_in_a_window(without, pool.size(), kWindow) > 18);
}

TEST_CASE("Every test under a cap is a whole one that breaks no rule of the blueprint") {
    auto items = pool_items(6, 3, 13);
    builders::make_enemies(items, 0, 40);
    builders::make_enemies(items, 7, 100);
    const Pool pool(std::move(items));
    const auto run = a_run(pool, Exposure(pool, capped(300'000, 500'000)), 100, true);
    for (const Sat& sat : run) {
        REQUIRE(sat.items.size() == 32);
        std::vector<std::uint32_t> competences(kCompetences, 0);
        std::vector<bool> tubes(pool.tubes(), false);
        for (const ItemNumber item : sat.items) {
            ++competences[pool.competence_index(item)];
            CHECK_FALSE(tubes[pool.at(item).tube.value]);
            tubes[pool.at(item).tube.value] = true;
            for (const ItemNumber enemy : pool.at(item).enemies)
                CHECK(std::ranges::find(sat.items, enemy) == sat.items.end());
        }
        CHECK(std::ranges::all_of(competences, [](std::uint32_t count) { return count == 2; }));
    }
}

TEST_CASE("Where every item is worn out the least used is given, and it is said") {
    const Pool pool(pool_items(2, 1, 14));  // 32 items for 32 questions: each is given to all
    const auto run = a_run(pool, Exposure(pool, capped(100'000)), 20, /*shifts=*/false);

    CHECK_FALSE(run.front().cap_exceeded);
    CHECK(run.back().cap_exceeded);
    for (const Sat& sat : run)
        CHECK(sat.items.size() == 32);
}

TEST_CASE("The same burn-in teaches the same prices, another seed others") {
    const Pool pool(pool_items(5, 2, 15));
    const auto rules = builders::rules().selection;
    const auto prices = [&](std::uint64_t seed) {
        const auto learned = burn_in(pool, rules, capped(250'000), {.people = 400, .seed = seed});
        const auto at = learned.prices();
        return std::vector<float>(at.begin(), at.end());
    };
    CHECK(prices(1) == prices(1));
    CHECK(prices(1) != prices(2));
    CHECK(std::ranges::max(prices(1)) > 0);
}

TEST_CASE("Prices lower how often the guard must step in") {
    const Pool pool(pool_items(6, 3, 16));
    const auto rules = builders::rules().selection;
    const auto refusals = [&](Exposure exposure) {
        std::uint64_t refused = 0;
        for (std::uint64_t person = 0; person < 150; ++person) {
            for (std::uint32_t item = 0; item < pool.size(); ++item)
                if (exposure.refuses({item}, {.mean = 0, .sd = 1})) ++refused;
            const auto sat = sit(pool, exposure, person, 500);
            exposure.add_sitting(sat.items, sat.theta);
        }
        return refused;
    };
    const auto learned = burn_in(pool, rules, capped(300'000), {.people = 2000, .seed = 1});
    CHECK(refusals(learned) * 3 < refusals(Exposure(pool, capped(300'000))) * 2);
}

TEST_CASE("Levels part people where their bounds say") {
    const LevelBounds bounds{-1, 0, 1, 2};
    CHECK(level_of(bounds, -5) == 0);
    CHECK(level_of(bounds, -1) == 1);
    CHECK(level_of(bounds, 0.5) == 2);
    CHECK(level_of(bounds, 7) == 4);
}

}  // namespace probant::engine
