// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/rest.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "engine/adaptive/grid.h"
#include "tests/unit/engine/quality/builders.h"

namespace probant::engine::quality {
namespace {

/// The posterior of a sitting without its k-th item, slowly.
struct Slow {
    double ability{};
    double expected{};
};

Slow without(const Pool& pool, const RunSitting& sitting, std::size_t k, const Population& prior) {
    double total = 0;
    Slow slow;
    const auto& model = pool.at(sitting.items[k]).model;
    for (std::size_t node = 0; node < kNodes; ++node) {
        const double theta = node_theta(node);
        double log = std::log(prior.masses.at(node));
        for (std::size_t other = 0; other < sitting.items.size(); ++other) {
            if (other != k && sitting.answers[other]) {
                log += log_likelihood(
                    pool.at(sitting.items[other]).model, theta, *sitting.answers[other]);
            }
        }
        const double mass = std::exp(log);
        total += mass;
        slow.ability += mass * theta;
        slow.expected += mass * probability(model, theta, full_credit(model));
    }
    return {.ability = slow.ability / total, .expected = slow.expected / total};
}

}  // namespace

TEST_CASE("The rest of an item is the posterior of the other answers, graded items included") {
    auto items = an_ordinary_pool(12).items();
    items[3].model.thresholds = {-1, 0, 1.5};
    items[5].model.guessing = 0.2;
    const Pool pool(items);
    auto run = an_answered_run(pool, {.people = 20}, as_said);
    for (std::uint32_t person = 0; person < 20; ++person)
        run.sittings[person].answers[3] = Category{person % 4};
    run.sittings[7].answers[2] = std::nullopt;
    const auto prior = normal_population(0.3, 1.2);

    const auto rests = rests_by_item(pool, run, one_origin(prior, run));

    for (std::uint32_t item = 0; item < 12; ++item) {
        CHECK(rests[item].size() == (item == 2 ? 19U : 20U));
        for (const Rest& rest : rests[item]) {
            INFO("item " << item << ", sitting " << rest.sitting);
            const RunSitting& sitting = run.sittings[rest.sitting];
            const auto slow = without(pool, sitting, item, prior);
            CHECK(rest.ability == Approx(slow.ability).margin(1e-10));
            CHECK(rest.expected == Approx(slow.expected).margin(1e-10));
            CHECK(rest.right ==
                  (*sitting.answers[item] == full_credit(pool.at(ItemNumber{item}).model)));
        }
    }
}

TEST_CASE("The population is found from the answers alone") {
    const auto pool = an_ordinary_pool(30);
    const auto run = an_answered_run(pool, {.people = 4000, .mean = 0.5, .sd = 0.8}, as_said);
    const auto population = origins_of(pool, run).populations.front();
    // Three standard errors of 4,000 people.
    CHECK(population.mean == Approx(0.5).margin(0.045));
    CHECK(population.sd == Approx(0.8).margin(0.035));
}

TEST_CASE("Absurd items and people who are always right leave finite figures") {
    const auto pool = a_pool({{.discrimination = 20, .difficulty = 20, .guessing = 0},
                              {.discrimination = 5, .difficulty = -8, .guessing = 0.9},
                              {.discrimination = 0.01, .difficulty = 0, .guessing = 0}});
    Run run = an_answered_run(pool, {.people = 50}, as_said);
    for (std::size_t person = 0; person < 25; ++person) {
        for (auto& answer : run.sittings[person].answers)
            answer = Category{1};
    }
    const auto origins = origins_of(pool, run);
    const Population& population = origins.populations.front();
    CHECK(std::isfinite(population.mean));
    CHECK(population.sd > 0);
    for (const auto& rests : rests_by_item(pool, run, origins)) {
        for (const Rest& rest : rests) {
            CHECK(std::isfinite(rest.ability));
            CHECK((rest.expected >= 0 && rest.expected <= 1 + 1e-12));
        }
    }
}

TEST_CASE("A run without answers has the standard population and no rest") {
    const auto pool = an_ordinary_pool(3);
    const Run run{{a_sitting({0, 1, 2})}};
    CHECK(population_of(pool, run, {}).sd == 1);
    for (const auto& rests : rests_by_item(pool, run, one_origin(normal_population(0, 1), run)))
        CHECK(rests.empty());
}

}  // namespace probant::engine::quality
