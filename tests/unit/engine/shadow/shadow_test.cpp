// SPDX-License-Identifier: EUPL-1.2
#include "engine/shadow/shadow_test.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/math/counter_rng.h"
#include "engine/shadow/select_in_shadow.h"
#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

using builders::pool_items;

struct Ground {
    Pool pool{};
    std::vector<ItemCost> costs{};
};

Ground a_ground(std::vector<PoolItem> items, std::uint64_t seed) {
    math::CounterRng rng(seed, 5, math::Purpose::Sitting);
    Ground ground;
    for (const PoolItem& item : items) {
        ground.costs.push_back({.domain = item.competence.domain(),
                                .seconds = 20.0 + rng.below(100),
                                .words = 10.0 + rng.below(200),
                                .type = rng.below(3) == 0 ? "order" : "choice"});
    }
    ground.pool = Pool(std::move(items));
    return ground;
}

/// Which rule a set of items breaks; empty: none.
std::string broken_rule(const Ground& ground,
                        const Constraints& constraints,
                        const std::vector<ItemNumber>& items) {
    std::vector<std::uint32_t> competences(kCompetences, 0);
    std::vector<std::uint32_t> domains(kDomains, 0);
    std::map<TubeNumber, std::uint32_t> tubes;
    std::map<std::string, std::uint32_t> types;
    std::set<ItemNumber> seen;
    double seconds = 0;
    double words = 0;
    for (const ItemNumber item : items) {
        if (!seen.insert(item).second) return "twice";
        const ItemCost& cost = ground.costs[item.value];
        ++competences[ground.pool.competence_index(item)];
        ++domains[cost.domain - 1];
        if (++tubes[ground.pool.at(item).tube] > constraints.tube_most) return "tube";
        ++types[cost.type];
        seconds += cost.seconds;
        words += cost.words;
        for (const ItemNumber enemy : ground.pool.at(item).enemies) {
            if (constraints.enemies_apart && std::ranges::find(items, enemy) != items.end())
                return "enemies";
        }
    }
    const auto outside = [](std::uint32_t count, const CountRange& range) {
        return count < range.least || count > range.most;
    };
    for (const auto count : competences)
        if (outside(count, constraints.competence)) return "competence";
    for (std::size_t n = 0; n < kDomains; ++n)
        if (outside(domains[n], constraints.domains.at(n))) return "domain";
    for (const auto& [type, most] : constraints.type_most)
        if (types[type] > most) return "type";
    if (constraints.seconds && seconds > *constraints.seconds) return "seconds";
    if (constraints.words && words > *constraints.words) return "words";
    return items.size() == constraints.length ? "" : "length";
}

std::vector<double> information_at(const Pool& pool, double theta) {
    std::vector<double> all;
    for (const PoolItem& item : pool.items())
        all.push_back(information(item.model, theta));
    return all;
}

/// The most informative set that breaks no rule, by trying every one.
double best_of_all(const Ground& ground,
                   const Constraints& constraints,
                   const std::vector<double>& information) {
    double best = -1;
    const auto count = static_cast<std::uint32_t>(ground.pool.size());
    for (std::uint32_t mask = 0; mask < (1U << count); ++mask) {
        if (static_cast<std::uint32_t>(__builtin_popcount(mask)) != constraints.length) continue;
        std::vector<ItemNumber> items;
        double sum = 0;
        for (std::uint32_t n = 0; n < count; ++n) {
            if ((mask >> n & 1U) == 0) continue;
            items.push_back({n});
            sum += information[n];
        }
        if (sum > best && broken_rule(ground, constraints, items).empty()) best = sum;
    }
    return best;
}

Constraints interacting() {
    Constraints constraints;
    constraints.length = 32;
    constraints.competence = {.least = 1, .most = 3};
    constraints.domains.at(0) = {.least = 5, .most = 7};
    constraints.domains.at(2) = {.least = 8, .most = 9};
    constraints.tube_most = 1;
    constraints.enemies_apart = true;
    constraints.seconds = 1900;
    constraints.words = 3000;
    constraints.type_most = {{"order", 8}};
    return constraints;
}

}  // namespace

TEST_CASE("A shadow test is the best there is among all, or within what its bound says") {
    int tied = 0;
    int missed = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        auto items = pool_items(1, 1, seed);  // 16 items, one a competence
        builders::make_enemies(items, 0, 5);
        const auto ground = a_ground(std::move(items), seed);
        Constraints constraints;
        constraints.length = 7;
        constraints.enemies_apart = true;
        constraints.domains.at(1) = {.least = 2, .most = 3};
        constraints.seconds = 430;
        constraints.type_most = {{"order", 2}};
        const auto information = information_at(ground.pool, 0.3);
        const double best = best_of_all(ground, constraints, information);
        const ShadowAssembler assembler(ground.pool, ground.costs, constraints);
        const auto test =
            assembler.assemble({.drawn = {}, .information = information, .barred = {}});
        INFO("seed " << seed << ", the best of all " << best);
        if (best < 0) {
            CHECK_FALSE(test.has_value());
            continue;
        }
        if (!test) {
            ++missed;
            continue;
        }
        CHECK(broken_rule(ground, constraints, test->items).empty());
        CHECK(test->bound >= best - 1e-9);
        CHECK(test->information <= best + 1e-9);
        CHECK(test->information >= 0.85 * best);
        if (test->information >= best - 1e-9) ++tied;
    }
    CHECK(tied >= 24);
    CHECK(missed <= 2);
}

TEST_CASE("With a bank of a real size the proof is within a hundredth of the bound") {
    const auto ground = a_ground(pool_items(8, 6, 77), 77);
    const auto constraints = interacting();
    const ShadowAssembler assembler(ground.pool, ground.costs, constraints);
    for (const double theta : {-3.0, -1.0, 0.0, 0.7, 2.5}) {
        const auto information = information_at(ground.pool, theta);
        const auto test =
            assembler.assemble({.drawn = {}, .information = information, .barred = {}});
        INFO("at " << theta);
        REQUIRE(test.has_value());
        CHECK(broken_rule(ground, constraints, test->items).empty());
        CHECK(test->information >= 0.99 * test->bound);
    }
}

TEST_CASE("With one or two questions to come the test is the best there is, and its own bound") {
    const auto ground = a_ground(pool_items(4, 3, 81), 81);
    const auto constraints = interacting();
    const ShadowAssembler assembler(ground.pool, ground.costs, constraints);
    const auto count = static_cast<std::uint32_t>(ground.pool.size());
    for (const double theta : {-1.5, 0.4}) {
        const auto information = information_at(ground.pool, theta);
        const auto whole =
            assembler.assemble({.drawn = {}, .information = information, .barred = {}});
        REQUIRE(whole.has_value());
        auto drawn = whole->items;
        drawn.resize(constraints.length - 2);

        const auto test =
            assembler.assemble({.drawn = drawn, .information = information, .barred = {}});

        double best = 0;
        for (std::uint32_t one = 0; one < count; ++one) {
            for (std::uint32_t other = one + 1; other < count; ++other) {
                auto items = drawn;
                items.push_back({one});
                items.push_back({other});
                if (!broken_rule(ground, constraints, items).empty()) continue;
                best = std::max(best, information[one] + information[other]);
            }
        }
        for (const ItemNumber item : drawn)
            best += information[item.value];
        REQUIRE(test.has_value());
        CHECK(broken_rule(ground, constraints, test->items).empty());
        CHECK(test->information == Approx(best).epsilon(1e-12));
        CHECK(test->bound == Approx(best).epsilon(1e-12));
    }
}

TEST_CASE("No rule is ever broken, whatever is answered and whatever the seed") {
    auto items = pool_items(8, 6, 78);
    for (std::uint32_t n = 0; n < 60; n += 3)
        builders::make_enemies(items, n * 7, n * 7 + 200);
    const auto ground = a_ground(std::move(items), 78);
    const auto constraints = interacting();
    SelectionRules rules;
    rules.blueprint.length = constraints.length;
    const ShadowAssembler assembler(ground.pool, ground.costs, constraints);
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        math::CounterRng rng(seed, 3, math::Purpose::Sitting);
        TestState state;
        std::optional<ShadowTest> shadow;
        std::vector<ItemNumber> given;
        for (std::uint32_t k = 1;; ++k) {
            const Chance chance{.seed = {seed}, .draw = {k}};
            const auto next =
                select_in_shadow(state,
                                 {.pool = ground.pool, .assembler = assembler, .rules = rules},
                                 chance,
                                 {},
                                 shadow);
            if (!next) break;
            given.push_back(next.value().item);
            draw(state, next.value().item);
            answer(state, ground.pool, next.value().item, seed % 3 == 0 || rng.below(2) == 1);
        }
        INFO("seed " << seed);
        CHECK(broken_rule(ground, constraints, given).empty());
    }
}

TEST_CASE("Rules that no test obeys give no test") {
    const auto ground = a_ground(pool_items(8, 2, 79), 79);
    auto constraints = interacting();
    constraints.seconds = 200;
    const ShadowAssembler assembler(ground.pool, ground.costs, constraints);
    const auto information = information_at(ground.pool, 0);
    CHECK_FALSE(assembler.assemble({.drawn = {}, .information = information, .barred = {}}));
}

}  // namespace probant::engine
