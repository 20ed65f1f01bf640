// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/engine/quality/builders.h"

#include <numeric>

#include "engine/math/counter_rng.h"

namespace probant::engine::quality {
namespace {

/// Uniform on (0, 1).
double uniform(math::CounterRng& rng) {
    return (static_cast<double>(rng.next() >> 11U) + 0.5) * 0x1p-53;
}

/// Nearly normal: twelve uniform numbers.
double normal(math::CounterRng& rng) {
    double sum = -6;
    for (int n = 0; n < 12; ++n)
        sum += uniform(rng);
    return sum;
}

double ability_in(const Crowd& crowd, math::CounterRng& rng) {
    if (crowd.half_width > 0) return crowd.mean + crowd.half_width * (2 * uniform(rng) - 1);
    return crowd.mean + crowd.sd * normal(rng);
}

}  // namespace

Pool a_pool(const std::vector<ItemModel>& models) {
    std::vector<PoolItem> items;
    for (std::uint32_t n = 0; n < models.size(); ++n) {
        items.push_back({.model = models[n],
                         .competence = Competence::at(n % kCompetences),
                         .tube = TubeNumber{n},
                         .enemies = {}});
    }
    return Pool(std::move(items));
}

Pool an_ordinary_pool(std::size_t count) {
    std::vector<ItemModel> models;
    for (std::size_t n = 0; n < count; ++n) {
        const double place = static_cast<double>(n) / static_cast<double>(count - 1);
        models.push_back({.discrimination = 0.8 + 0.2 * static_cast<double>(n % 5),
                          .difficulty = 4 * place - 2,
                          .guessing = 0,
                          .thresholds = {}});
    }
    return a_pool(models);
}

RunSitting a_sitting(const std::vector<std::uint32_t>& items,
                     double ability,
                     double estimate,
                     double error_said) {
    RunSitting sitting{.items = {},
                       .answers = {},
                       .ability = ability,
                       .estimate = estimate,
                       .error_said = error_said};
    for (const std::uint32_t item : items)
        sitting.items.push_back(ItemNumber{item});
    return sitting;
}

Run an_answered_run(const Pool& pool, const Crowd& crowd, Harder harder) {
    std::vector<std::uint32_t> items(pool.size());
    std::iota(items.begin(), items.end(), 0U);
    Run run;
    for (std::size_t person = 0; person < crowd.people; ++person) {
        math::CounterRng rng(
            20'261'130, static_cast<std::uint32_t>(person), math::Purpose::Sitting);
        auto sitting = a_sitting(items, ability_in(crowd, rng));
        for (const std::uint32_t item : items) {
            const double ability = sitting.ability - harder(person, item);
            const bool right =
                uniform(rng) < probability(pool.at(ItemNumber{item}).model, ability, Category{1});
            sitting.answers.emplace_back(Category{right ? 1U : 0U});
        }
        run.sittings.push_back(sitting);
    }
    return run;
}

Origins origins_of(const Pool& pool, const Run& run) {
    std::vector<std::size_t> places(run.sittings.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    return one_origin(population_of(pool, run, places), run);
}

Frame a_frame(std::size_t sittings) {
    Frame frame{.run_name = "out.csv", .bank_name = "bank.csv", .bank_digest = "0123456789abcdef0"};
    frame.sitting_names.resize(sittings);
    std::iota(frame.sitting_names.begin(), frame.sitting_names.end(), 0);
    frame.limits = {.cap = 0.25, .level_cap = 0.6, .window = 2000};
    return frame;
}

}  // namespace probant::engine::quality
