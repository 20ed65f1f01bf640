// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/adaptive/eligibility.h"
#include "engine/adaptive/posterior.h"
#include "engine/adaptive/selection.h"
#include "engine/math/counter_rng.h"
#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

using builders::make_enemies;
using builders::pool_items;

struct TrueMoments {
    long double mean{};
    long double sd{};
};

struct Given {
    ItemModel model{};
    bool right{};
};

/// The reference posterior: a trapezoid of 2,001 nodes on [-8, 8], in long doubles.
TrueMoments reference(const std::vector<Given>& answers, long double prior_sd) {
    constexpr int kLast = 2000;
    std::vector<long double> log(kLast + 1);
    const auto theta = [](int node) { return -8.0L + 0.008L * node; };
    long double peak = -1e9L;
    for (int node = 0; node <= kLast; ++node) {
        long double sum = -theta(node) * theta(node) / (2 * prior_sd * prior_sd);
        for (const Given& given : answers) {
            const long double z = static_cast<long double>(given.model.discrimination) *
                                  (theta(node) - static_cast<long double>(given.model.difficulty));
            sum -= std::log1p(std::exp(given.right ? -z : z));
        }
        log.at(static_cast<std::size_t>(node)) = sum;
        peak = std::max(peak, sum);
    }
    std::array<long double, 3> sums{};
    for (int node = 0; node <= kLast; ++node) {
        const long double half = node == 0 || node == kLast ? 0.5L : 1.0L;
        const long double mass = half * std::exp(log.at(static_cast<std::size_t>(node)) - peak);
        sums[0] += mass;
        sums[1] += mass * theta(node);
        sums[2] += mass * theta(node) * theta(node);
    }
    const long double mean = sums[1] / sums[0];
    return {.mean = mean, .sd = std::sqrt(sums[2] / sums[0] - mean * mean)};
}

/// How far an estimate is from the reference, in theta or in its SE, whichever is worse.
double distance(const std::vector<Given>& answers, std::uint32_t prior_sd_milli) {
    Likelihood likelihood;
    for (const Given& given : answers) {
        add_answer(likelihood,
                   log_likelihood_on_grid(given.model, Category{given.right ? 1U : 0U}));
    }
    const Estimate ours = estimate(likelihood, prior_sd_milli);
    const TrueMoments truth = reference(answers, static_cast<long double>(prior_sd_milli) / 1000);
    const auto away = [](std::int64_t micro, long double value) {
        return static_cast<double>(std::abs(static_cast<long double>(micro) / 1e6L - value));
    };
    return std::max(away(ours.theta_micro, truth.mean), away(ours.se_micro, truth.sd));
}

enum class Answers { AllRight, AllWrong, AtRandom };

/// 32 answers to items chosen around what the candidate seems to know.
std::vector<Given> answers(Answers kind, std::uint64_t seed, double discrimination) {
    math::CounterRng rng(seed, 1, math::Purpose::Sitting);
    std::vector<Given> given;
    double difficulty = 0;
    for (int n = 0; n < 32; ++n) {
        const bool right =
            kind == Answers::AllRight || (kind == Answers::AtRandom && rng.below(2) == 1);
        given.push_back({.model = {.discrimination = discrimination,
                                   .difficulty = difficulty,
                                   .guessing = 0,
                                   .thresholds = {}},
                         .right = right});
        difficulty = std::clamp(difficulty + (right ? 0.3 : -0.3), -3.0, 3.0);
    }
    return given;
}

SelectionRules balanced() {
    return builders::rules().selection;
}

SelectionRules free_rules() {
    SelectionRules rules;
    rules.near_tie = {.permille = 1000, .most = 1};
    return rules;
}

/// A whole test with answers by chance; every `aside`-th question is set aside, 4 at most.
TestState sit(const Pool& pool, const SelectionRules& rules, std::uint64_t seed, int aside) {
    math::CounterRng rng(seed, 7, math::Purpose::Sitting);
    TestState state;
    int reports = 0;
    for (std::uint32_t k = 1;; ++k) {
        const auto next = select_next(state, pool, rules, {.seed = {seed}, .draw = {k}});
        if (!next) break;
        draw(state, next.value().item);
        if (aside != 0 && reports < 4 && rng.below(static_cast<std::uint32_t>(aside)) == 0) {
            ++reports;
            set_aside(state, pool, next.value().item);
            continue;
        }
        answer(state, pool, next.value().item, rng.below(2) == 1);
    }
    return state;
}

/// Does a test break the blueprint anywhere? An item set aside counts for all but the quota.
bool breaks_blueprint(const TestState& state, const Pool& pool) {
    std::array<int, kCompetences> counts{};
    std::set<TubeNumber> tubes;
    std::set<ItemNumber> seen;
    for (const GivenItem& given : state.given) {
        const PoolItem& item = pool.at(given.item);
        if (!tubes.insert(item.tube).second) return true;
        for (const ItemNumber enemy : item.enemies)
            if (seen.contains(enemy)) return true;
        seen.insert(given.item);
        if (given.outcome != ItemOutcome::SetAside) ++counts.at(item.competence.index);
    }
    return std::ranges::any_of(counts, [](int count) { return count != 2; });
}

/// The choice a plain scan makes: most information, then lowest number.
ItemNumber plain_choice(const TestState& state, const Pool& pool, double theta) {
    double best = -1;
    ItemNumber chosen{};
    for (std::uint32_t n = 0; n < pool.size(); ++n) {
        const bool is_drawn = std::ranges::any_of(
            state.given, [n](const GivenItem& given) { return given.item.value == n; });
        const double given = information(pool.at({n}).model, theta);
        if (is_drawn || given <= best) continue;
        best = given;
        chosen = {n};
    }
    return chosen;
}

}  // namespace

TEST_CASE("The posterior sums to one, before and after answers nobody would believe") {
    Likelihood likelihood;
    for (const auto kind : {Answers::AtRandom, Answers::AllRight, Answers::AllWrong}) {
        double sum = 0;
        for (const double probability : node_probabilities(likelihood, 1000))
            sum += probability;
        CHECK(sum == Approx(1.0).epsilon(1e-12));
        for (const Given& given : answers(kind, 3, 20.0)) {
            add_answer(likelihood,
                       log_likelihood_on_grid(given.model, Category{given.right ? 1U : 0U}));
        }
    }
    const Estimate after = estimate(likelihood, 1000);
    CHECK(std::abs(after.theta_micro) <= 8'000'000);
    CHECK(after.se_micro >= 0);
}

TEST_CASE("Before any answer the estimate is the prior itself") {
    CHECK(estimate({}, 1000) == Estimate{.theta_micro = 0, .se_micro = 1'000'000});
    CHECK(distance({}, 2000) <= 1e-6);
}

TEST_CASE("The end corrections integrate a polynomial as the reference does") {
    // With a flat prior the probabilities are the weights themselves.
    const auto weights = node_probabilities({}, 4'000'000'000U);
    double ours = 0;
    for (std::size_t node = 0; node < kNodes; ++node)
        ours += weights.at(node) * std::pow(node_theta(node), 4);
    double reference = 0;
    for (int node = 0; node <= 2000; ++node)
        reference += (node % 2000 == 0 ? 0.5 : 1.0) / 2000 * std::pow(-8 + 0.008 * node, 4);
    CHECK(ours == Approx(reference).epsilon(1e-9));
}

TEST_CASE("The estimate is within 1e-6 of the reference, all right and all wrong too") {
    for (const std::uint32_t prior : {1000U, 2000U}) {
        for (const double a : {0.4, 1.0, 2.5}) {
            CHECK(distance(answers(Answers::AllRight, 1, a), prior) <= 1e-6);
            CHECK(distance(answers(Answers::AllWrong, 1, a), prior) <= 1e-6);
            for (std::uint64_t seed = 1; seed <= 5; ++seed)
                CHECK(distance(answers(Answers::AtRandom, seed, a), prior) <= 1e-6);
        }
    }
}

TEST_CASE("Twice the discrimination a bank may hold still keeps the estimate within 1e-6") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        CHECK(distance(answers(Answers::AtRandom, seed, 5.0), 1000) <= 1e-6);
}

TEST_CASE("Without constraints the choice is that of a plain scan of the whole bank") {
    const Pool pool(pool_items(8, 3, 11));
    math::CounterRng rng(4, 1, math::Purpose::Sitting);
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        TestState state;
        for (std::uint32_t k = 1; k <= 32; ++k) {
            const auto next =
                select_next(state, pool, free_rules(), {.seed = {seed}, .draw = {k}}).value();
            REQUIRE(next.item ==
                    plain_choice(state, pool, static_cast<double>(next.theta_micro) / 1e6));
            draw(state, next.item);
            answer(state, pool, next.item, rng.below(2) == 1);
        }
    }
}

TEST_CASE("No seed breaks the blueprint, with reports and a bank full of enemies") {
    auto items = pool_items(7, 2, 21);
    math::CounterRng rng(5, 1, math::Purpose::Sitting);
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    while (pairs.size() < 40) {
        const auto one = rng.below(static_cast<std::uint32_t>(items.size()));
        const auto other = rng.below(static_cast<std::uint32_t>(items.size()));
        if (one < other) pairs.emplace(one, other);
    }
    for (const auto& [one, other] : pairs)
        make_enemies(items, one, other);
    for (PoolItem& item : items)
        std::ranges::sort(item.enemies);
    const Pool pool(items);
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto state = sit(pool, balanced(), seed, seed % 2 == 0 ? 0 : 6);
        REQUIRE(counted(state) == 32);
        REQUIRE_FALSE(breaks_blueprint(state, pool));
    }
}

TEST_CASE("A bank that holds one single test is finished, whatever tempts away from it") {
    // Two tubes a competence, and in the first tube of each a better item that fights the next
    // competence's only other tube: taking any of them would leave the test incomplete.
    auto items = pool_items(2, 2, 31);
    for (std::uint32_t competence = 0; competence + 1 < kCompetences; ++competence) {
        const std::uint32_t tempting = competence * 4;
        items.at(tempting).model.discrimination = 2.5;
        make_enemies(items, tempting, (competence + 1) * 4 + 2);
        make_enemies(items, tempting, (competence + 1) * 4 + 3);
    }
    for (PoolItem& item : items)
        std::ranges::sort(item.enemies);
    const Pool pool(items);
    REQUIRE(has_complete_test(pool, balanced().blueprint));
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto state = sit(pool, balanced(), seed, 0);
        CHECK(counted(state) == 32);
        CHECK_FALSE(breaks_blueprint(state, pool));
    }
}

TEST_CASE("A bank without a complete test says so, by its enemies alone too") {
    auto items = pool_items(2, 1, 41);
    CHECK(has_complete_test(Pool(items), balanced().blueprint));
    make_enemies(items, 0, 31);
    CHECK_FALSE(has_complete_test(Pool(items), balanced().blueprint));
    CHECK_FALSE(has_complete_test(Pool(pool_items(1, 3, 41)), balanced().blueprint));
}

TEST_CASE("When faulty questions make a complete test impossible the rest is still asked") {
    const Pool pool(pool_items(2, 1, 51));
    TestState state;
    const auto first = select_next(state, pool, balanced(), {.seed = {1}, .draw = {1}}).value();
    draw(state, first.item);
    set_aside(state, pool, first.item);
    for (std::uint32_t k = 2;; ++k) {
        const auto next = select_next(state, pool, balanced(), {.seed = {1}, .draw = {k}});
        if (!next) {
            CHECK(next.error() == NoItem::NoneEligible);
            break;
        }
        draw(state, next.value().item);
        answer(state, pool, next.value().item, true);
    }
    CHECK(counted(state) == 31);
}

TEST_CASE("A whole test says that it is complete") {
    const Pool pool(pool_items(3, 1, 61));
    const auto state = sit(pool, balanced(), 1, 0);
    const auto next = select_next(state, pool, balanced(), {.seed = {1}, .draw = {33}});
    CHECK(next.error() == NoItem::TestComplete);
    CHECK(select_next({}, Pool{}, balanced(), {}).error() == NoItem::NoneEligible);
}

TEST_CASE("Near ties are drawn from the seed, five at most, none below .98 of the best") {
    const Pool pool(pool_items(7, 3, 71));
    auto rules = free_rules();
    rules.near_tie = {.permille = 980, .most = 5};
    std::set<ItemNumber> drawn;
    std::uint32_t candidates = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto first = select_next({}, pool, rules, {.seed = {seed}, .draw = {1}}).value();
        drawn.insert(first.item);
        candidates = first.candidates;
    }
    CHECK(drawn.size() == candidates);
    CHECK(candidates <= 5);
    double best = 0;
    for (const PoolItem& item : pool.items())
        best = std::max(best, information(item.model, 0));
    for (const ItemNumber item : drawn)
        CHECK(information(pool.at(item).model, 0) >= 0.98 * best);
}

TEST_CASE("A question set aside leaves the estimate as if it had never been answered") {
    const Pool pool(pool_items(3, 1, 81));
    TestState without;
    draw(without, {0});
    answer(without, pool, {0}, true);
    TestState with = without;
    draw(with, {5});
    answer(with, pool, {5}, false);
    CHECK(with.likelihood != without.likelihood);
    set_aside(with, pool, {5});

    CHECK(with.likelihood == without.likelihood);
    CHECK(counted(with) == 1);
    CHECK(answered(with) == 1);
    CHECK(with != without);
}

TEST_CASE("A question set aside bars its tube and its enemies, and does not fill the quota") {
    auto items = pool_items(4, 2, 91);
    make_enemies(items, 0, 2);
    const Pool pool(items);
    TestState state;
    draw(state, {0});
    set_aside(state, pool, {0});
    const auto rules = balanced();
    const Eligibility eligibility(state, pool, rules.blueprint);
    CHECK_FALSE(eligibility.allows({0}));
    CHECK_FALSE(eligibility.allows({1}));
    CHECK_FALSE(eligibility.allows({2}));
    CHECK(eligibility.allows({3}));
    draw(state, {3});
    answer(state, pool, {3}, true);
    draw(state, {4});
    answer(state, pool, {4}, true);
    const Eligibility later(state, pool, rules.blueprint);
    CHECK_FALSE(later.allows({6}));
    CHECK(later.allows({8}));
}

}  // namespace probant::engine
