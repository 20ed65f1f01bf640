// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/rest.h"

#include <algorithm>
#include <cmath>

#include "crypto/base/ensure.h"
#include "engine/adaptive/posterior.h"
#include "engine/math/elementary.h"

namespace probant::engine::quality {
namespace {

constexpr std::size_t kFittedMost = 20'000;
constexpr int kNormalRounds = 12;  // each gains a factor of ten where 32 questions were asked
constexpr int kFreeRounds = 12;

// A curve that leaves every node a mass: no posterior can vanish.
constexpr double kSdLeast = 0.5;
constexpr double kSdMost = 4;
constexpr double kMeanMost = 4;
constexpr double kMassLeast = 1e-100;  // of the largest

bool counts(ItemNumber item, const LeftOut& left_out) {
    return left_out.empty() || !left_out[item.value];
}

/// The likelihood at each node, at most 1.
OnGrid likelihood_of(const Pool& pool, const RunSitting& sitting, const LeftOut& left_out) {
    Likelihood likelihood;
    for (std::size_t k = 0; k < sitting.answers.size(); ++k) {
        const auto category = sitting.answers[k];
        if (category && counts(sitting.items[k], left_out))
            add_answer(likelihood, pool.log_likelihood(sitting.items[k], *category));
    }
    const double peak = std::ranges::max(likelihood.log);
    OnGrid masses{};
    for (std::size_t node = 0; node < kNodes; ++node)
        masses.at(node) = math::exp(likelihood.log.at(node) - peak);
    return masses;
}

OnGrid bell(double mean, double sd) {
    OnGrid masses{};
    for (std::size_t node = 0; node < kNodes; ++node) {
        const double z = (node_theta(node) - mean) / sd;
        masses.at(node) = math::exp(-0.5 * z * z);
    }
    return masses;
}

/// Adds a person's posterior, of sum 1.
void add_posterior(OnGrid& sum, const OnGrid& likelihood, const OnGrid& prior) {
    OnGrid masses{};
    double total = 0;
    for (std::size_t node = 0; node < kNodes; ++node) {
        masses.at(node) = likelihood.at(node) * prior.at(node);
        total += masses.at(node);
    }
    for (std::size_t node = 0; node < kNodes; ++node)
        sum.at(node) += masses.at(node) / total;
}

/// The posteriors of all, together.
OnGrid together(const std::vector<OnGrid>& people, const OnGrid& prior) {
    OnGrid sum{};
    for (const OnGrid& person : people)
        add_posterior(sum, person, prior);
    const double least = kMassLeast * std::ranges::max(sum);
    for (double& mass : sum)
        mass = std::max(mass, least);
    return sum;
}

Population described(const OnGrid& masses) {
    double total = 0;
    double mean = 0;
    double square = 0;
    for (std::size_t node = 0; node < kNodes; ++node) {
        const double theta = node_theta(node);
        total += masses.at(node);
        mean += masses.at(node) * theta;
        square += masses.at(node) * theta * theta;
    }
    mean /= total;
    return {.masses = masses,
            .mean = mean,
            .sd = std::sqrt(std::max(square / total - mean * mean, 0.0))};
}

/// What an item says, ready to be taken out of a posterior.
struct Undone {
    OnGrid right{};                 ///< probability of full credit
    std::vector<OnGrid> inverse{};  ///< of the probability of each category; 1 where left out
};

Undone undone_of(const Pool& pool, ItemNumber item, bool is_counted) {
    Undone undone;
    const auto full = full_credit(pool.at(item).model);
    for (std::uint32_t k = 0; k <= full.value; ++k) {
        auto& inverse = undone.inverse.emplace_back();
        if (is_counted) inverse = pool.log_likelihood(item, Category{k});
        for (double& value : inverse)
            value = math::exp(-value);
    }
    undone.right = pool.log_likelihood(item, full);
    for (double& value : undone.right)
        value = math::exp(value);
    return undone;
}

Rest rest_of(const OnGrid& posterior, const Undone& item, Category category) {
    const OnGrid& inverse = item.inverse[category.value];
    double total = 0;
    double ability = 0;
    double right = 0;
    for (std::size_t node = 0; node < kNodes; ++node) {
        const double mass = posterior.at(node) * inverse.at(node);
        total += mass;
        ability += mass * node_theta(node);
        right += mass * item.right.at(node);
    }
    return {.sitting = 0,
            .right = category.value + 1 == item.inverse.size(),
            .ability = ability / total,
            .expected = right / total};
}

/// The items of a pool made ready as they come.
class Workshop {
public:
    Workshop(const Pool& pool, const LeftOut& left_out)
        : pool_(pool), left_out_(left_out), ready_(pool.size()) {}

    const Undone& at(ItemNumber item) {
        auto& ready = ready_[item.value];
        if (ready.inverse.empty()) ready = undone_of(pool_, item, counts(item, left_out_));
        return ready;
    }

private:
    const Pool& pool_;
    const LeftOut& left_out_;
    std::vector<Undone> ready_;
};

}  // namespace

Population normal_population(double mean, double sd) {
    return {.masses = bell(mean, sd), .mean = mean, .sd = sd};
}

Population population_of(const Pool& pool,
                         const Run& run,
                         const std::vector<std::size_t>& places,
                         const LeftOut& left_out) {
    const std::size_t stride = 1 + places.size() / (kFittedMost + 1);
    std::vector<OnGrid> people;
    for (std::size_t n = 0; n < places.size(); n += stride)
        people.push_back(likelihood_of(pool, run.sittings[places[n]], left_out));
    auto population = normal_population(0, 1);
    if (people.empty()) return population;
    for (int round = 0; round < kNormalRounds; ++round) {
        const auto seen = described(together(people, population.masses));
        population = normal_population(std::clamp(seen.mean, -kMeanMost, kMeanMost),
                                       std::clamp(seen.sd, kSdLeast, kSdMost));
    }
    for (int round = 0; round < kFreeRounds; ++round)
        population = described(together(people, population.masses));
    return population;
}

Origins one_origin(const Population& population, const Run& run) {
    return {.populations = {population},
            .of_sittings = std::vector<std::size_t>(run.sittings.size(), 0)};
}

std::vector<std::vector<Rest>> rests_by_item(const Pool& pool,
                                             const Run& run,
                                             const Origins& origins,
                                             const LeftOut& left_out) {
    ENSURE(origins.of_sittings.size() == run.sittings.size());
    std::vector<std::vector<Rest>> rests(pool.size());
    Workshop workshop(pool, left_out);
    for (std::size_t place = 0; place < run.sittings.size(); ++place) {
        const RunSitting& sitting = run.sittings[place];
        const OnGrid& prior = origins.populations.at(origins.of_sittings[place]).masses;
        auto posterior = likelihood_of(pool, sitting, left_out);
        for (std::size_t node = 0; node < kNodes; ++node)
            posterior.at(node) *= prior.at(node);
        for (std::size_t k = 0; k < sitting.answers.size(); ++k) {
            const auto category = sitting.answers[k];
            if (!category) continue;
            const ItemNumber item = sitting.items[k];
            auto rest = rest_of(posterior, workshop.at(item), *category);
            rest.sitting = place;
            rests[item.value].push_back(rest);
        }
    }
    return rests;
}

}  // namespace probant::engine::quality
