// SPDX-License-Identifier: EUPL-1.2
#include "engine/exposure/burn_in.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "engine/adaptive/selection.h"
#include "engine/math/counter_rng.h"
#include "engine/math/elementary.h"

namespace probant::engine {
namespace {

/// The people among whom it is counted what people alike share.
constexpr std::size_t kRemember = 3 * std::size_t{kBurnInBatch};

/// Two people closer than this are alike.
constexpr double kAlike = 0.25;

/// Steps shrink as 1 / (1 + batch x this).
constexpr double kShrink = 0.15;

/// Uniform on (0, 1), never its ends.
double uniform(math::CounterRng& rng) {
    return (static_cast<double>(rng.next() >> 11U) + 0.5) * 0x1p-53;
}

/// The polar method of Marsaglia and Bray (1964).
double normal(math::CounterRng& rng) {
    while (true) {
        const double u = 2 * uniform(rng) - 1;
        const double v = 2 * uniform(rng) - 1;
        const double s = u * u + v * v;
        if (s < 1 && s > 0) return u * std::sqrt(-2 * math::log(s) / s);
    }
}

/// The category that a person of this ability would earn, at random.
Category invented_answer(const ItemModel& model, double theta, math::CounterRng& rng) {
    double left = uniform(rng);
    const auto most = full_credit(model);
    for (std::uint32_t k = most.value; k > 0; --k) {
        left -= probability(model, theta, Category{k});
        if (left < 0) return {k};
    }
    return {0};
}

struct Sat {
    double ability{};
    std::vector<ItemNumber> items{};
    double theta{};
};

Sat sit(const Pool& pool,
        const SelectionRules& rules,
        const Exposure& exposure,
        std::uint64_t seed,
        std::uint32_t person) {
    math::CounterRng rng(seed, person, math::Purpose::BurnIn);
    const double ability = normal(rng);
    const Seed chance{rng.next()};
    TestState state;
    for (std::uint32_t k = 1;; ++k) {
        const auto next =
            select_next(state, pool, rules, {.seed = chance, .draw = {k}}, {.exposure = &exposure});
        if (!next) break;
        const ItemNumber item = next.value().item;
        draw(state, item);
        answer(state, pool, item, invented_answer(pool.at(item).model, ability, rng));
    }
    Sat sat{.ability = ability,
            .items = {},
            .theta = moments(state.likelihood, rules.prior_sd_milli).mean};
    for (const GivenItem& given : state.given)
        sat.items.push_back(given.item);
    return sat;
}

LevelBounds quintiles(std::vector<double> estimates) {
    std::ranges::sort(estimates);
    LevelBounds bounds{};
    for (std::size_t n = 0; n < bounds.size(); ++n)
        bounds.at(n) = estimates[estimates.size() * (n + 1) / kLevels];
    return bounds;
}

/// What two people alike share of a test, on average over all pairs of them; 0 without a pair.
double shared_by_people_alike(std::span<const Sat> people, std::size_t items) {
    std::uint64_t common = 0;
    std::uint64_t given = 0;
    std::vector<char> has(items, 0);
    for (const Sat& one : people) {
        for (const ItemNumber item : one.items)
            has[item.value] = 1;
        for (const Sat& other : people) {
            if (&one == &other || std::abs(one.ability - other.ability) > kAlike) continue;
            given += other.items.size();
            for (const ItemNumber item : other.items)
                common += static_cast<std::uint64_t>(has[item.value]);
        }
        for (const ItemNumber item : one.items)
            has[item.value] = 0;
    }
    return given == 0 ? 0 : static_cast<double>(common) / static_cast<double>(given);
}

struct Batch {
    std::uint32_t number{};
    bool is_settled{};  ///< the prices follow each sitting, as in an exam
};

std::vector<Sat> sit_batch(const Pool& pool,
                           const SelectionRules& rules,
                           Exposure& learned,
                           std::uint64_t seed,
                           const Batch& batch) {
    std::vector<Sat> sats;
    sats.reserve(kBurnInBatch);
    for (std::uint32_t n = 0; n < kBurnInBatch; ++n) {
        sats.push_back(sit(pool, rules, learned, seed, batch.number * kBurnInBatch + n));
        learned.add_use(sats.back().items, sats.back().theta);
        if (batch.is_settled) learned.follow_use(sats.back().items);
    }
    return sats;
}

/// The share of a batch that was given each item.
std::vector<double> rates_of(std::span<const Sat> sats, std::size_t items) {
    std::vector<double> rates(items, 0);
    for (const Sat& sat : sats) {
        for (const ItemNumber item : sat.items)
            rates[item.value] += 1.0 / kBurnInBatch;
    }
    return rates;
}

}  // namespace

Exposure burn_in(const Pool& pool,
                 const SelectionRules& rules,
                 const ExposureRules& exposure,
                 const BurnIn& plan) {
    Exposure learned(pool, exposure);
    std::vector<double> estimates;
    std::vector<Sat> lately;
    const std::uint32_t batches = plan.people / kBurnInBatch;
    const std::uint32_t settled = batches - batches / 3;
    for (std::uint32_t number = 0; number < batches; ++number) {
        const Batch batch{.number = number, .is_settled = number >= settled};
        const auto sats = sit_batch(pool, rules, learned, plan.seed, batch);
        std::ranges::transform(sats, std::back_inserter(estimates), &Sat::theta);
        if (!batch.is_settled) {
            learned.learn(rates_of(sats, pool.size()), 1.0 / (1.0 + kShrink * number));
        } else if (exposure.alike_ppm) {
            lately.insert(lately.end(), sats.begin(), sats.end());
            learned.learn_alike(shared_by_people_alike(lately, pool.size()));
            if (lately.size() > kRemember)
                lately.erase(lately.begin(), lately.begin() + kBurnInBatch);
        }
    }
    if (estimates.size() >= kBurnInBatch) learned.set_levels(quintiles(std::move(estimates)));
    return learned;
}

}  // namespace probant::engine
