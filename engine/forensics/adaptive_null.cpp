// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/adaptive_null.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "engine/forensics/person_fit.h"
#include "engine/math/elementary.h"

namespace probant::engine::forensics {
namespace {

constexpr std::size_t kSittings = 16'000;  // at .01, 160 of them: one part in twelve
constexpr std::size_t kTrials = 400;       // sittings to know how informative a mean rank is
constexpr double kFirstRank = 0.5;
constexpr double kRankStep = 1.4;

// A deterministic selection gives some people the same items too, but not this many. Parallel forms
// that are taken for an adaptive test only cost time.
constexpr std::size_t kFormsMost = 8;
constexpr std::size_t kPeoplePerForm = 50;

bool has_fixed_forms(const People& people) {
    std::set<const ItemSet*> sets;
    for (std::size_t person = 0; person < people.size(); ++person)
        sets.insert(&people.set(person));
    return sets.size() <= kFormsMost || kPeoplePerForm * sets.size() <= people.size();
}

double information_per_item(const ItemSet& set, Place ability) {
    return value_at(set.sums().information, parabola_at(ability)) / static_cast<double>(set.size());
}

/// One simulated sitting.
struct Sitting {
    std::vector<std::uint32_t> items{};  ///< in the bank's order
    std::vector<std::uint8_t> answers{};
};

class Simulator {
public:
    explicit Simulator(const People& people) : people_(people) {
        std::set<std::uint32_t> used;
        for (std::size_t person = 0; person < people.size(); ++person) {
            if (people.set(person).size() < kAnswersLeast) continue;
            testable_.push_back(person);
            used.insert(people.set(person).items().begin(), people.set(person).items().end());
        }
        pool_.assign(used.begin(), used.end());
        rank_items();
        for (std::size_t node = 0; node < kNodes; ++node) {
            const double theta = kFirstNode + kNodeStep * static_cast<double>(node);
            prior_[node] = -theta * theta / 2;
        }
    }

    [[nodiscard]] bool can_simulate() const { return !testable_.empty(); }

    /// Real people stand for one another: the n-th sitting is by the n-th of them, in a circle.
    [[nodiscard]] std::size_t whose(std::size_t n) const { return testable_[n % testable_.size()]; }

    [[nodiscard]] double observed_information() const {
        double sum = 0;
        for (const std::size_t person : testable_)
            sum += information_per_item(people_.set(person), people_.person(person).ability);
        return sum / static_cast<double>(testable_.size());
    }

    [[nodiscard]] double simulated_information(std::uint64_t seed, double mean_rank) const {
        double sum = 0;
        for (std::size_t n = 0; n < kTrials; ++n) {
            Dice dice(seed, Use::Sittings, n);
            const Sitting sitting = sit(dice, whose(n), mean_rank);
            const ItemSet set(people_.tables(), sitting.items);
            const Place ability = people_.abilities_from() == AbilityFrom::Elsewhere
                                      ? people_.person(whose(n)).ability
                                      : set.ability(sitting.answers);
            sum += information_per_item(set, ability);
        }
        return sum / static_cast<double>(kTrials);
    }

    [[nodiscard]] std::size_t pool() const { return pool_.size(); }

    [[nodiscard]] Sitting sit(Dice& dice, std::size_t person, double mean_rank) const {
        const double theta = people_.theta(person);
        NodeRow posterior = prior_;
        std::vector<bool> given(pool_.size(), false);
        std::vector<std::pair<std::uint32_t, std::uint8_t>> answered;
        for (std::size_t n = 0; n < people_.set(person).size(); ++n) {
            const auto top = std::ranges::max_element(posterior) - posterior.begin();
            const std::size_t place = choose(dice, static_cast<std::size_t>(top), mean_rank, given);
            given[place] = true;
            const std::uint32_t item = pool_[place];
            const std::uint8_t category = answer(dice, people_.tables().model(item), theta);
            answered.emplace_back(item, category);
            const NodeRow& row = people_.tables().answer(item, category).log_likelihood;
            for (std::size_t node = 0; node < kNodes; ++node)
                posterior[node] += row[node];
        }
        std::ranges::sort(answered);
        Sitting sitting;
        for (const auto& [item, category] : answered) {
            sitting.items.push_back(item);
            sitting.answers.push_back(category);
        }
        return sitting;
    }

private:
    void rank_items() {
        for (std::size_t node = 0; node < kNodes; ++node) {
            auto& order = ranked_[node];
            order.resize(pool_.size());
            std::iota(order.begin(), order.end(), std::uint32_t{0});
            std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::uint32_t place) {
                return people_.tables().item(pool_[place]).information[node];
            });
        }
    }

    /// The place in the pool of an item not given yet, by a geometric rank.
    [[nodiscard]] std::size_t choose(Dice& dice,
                                     std::size_t node,
                                     double mean_rank,
                                     const std::vector<bool>& given) const {
        const double rank = -math::log(dice.unit()) * mean_rank;
        auto skip = static_cast<std::size_t>(std::fmod(rank, static_cast<double>(pool_.size())));
        std::size_t last = 0;
        for (const std::uint32_t place : ranked_[node]) {
            if (given[place]) continue;
            last = place;
            if (skip == 0) break;
            --skip;
        }
        return last;
    }

    [[nodiscard]] static std::uint8_t answer(Dice& dice, const ItemModel& model, double theta) {
        double unit = dice.unit();
        std::uint32_t k = 0;
        for (; k < full_credit(model).value; ++k) {
            unit -= probability(model, theta, Category{k});
            if (unit < 0) break;
        }
        return static_cast<std::uint8_t>(k);
    }

    const People& people_;
    std::vector<std::size_t> testable_{};
    std::vector<std::uint32_t> pool_{};
    std::vector<std::vector<std::uint32_t>> ranked_{kNodes};
    NodeRow prior_{};
};

/// The mean rank at which simulated sittings are as informative as the real ones: sought by steps,
/// then between the last two.
double matching_rank(const Simulator& simulator, std::uint64_t seed) {
    const double wanted = simulator.observed_information();
    double before = simulator.simulated_information(seed, 0);
    if (before <= wanted) return 0;
    double rank = kFirstRank;
    while (rank < static_cast<double>(simulator.pool())) {
        const double now = simulator.simulated_information(seed, rank);
        if (now <= wanted) {
            const double share = (before - wanted) / (before - now);
            return rank / kRankStep * (1 + (kRankStep - 1) * share);
        }
        before = now;
        rank *= kRankStep;
    }
    return rank;
}

}  // namespace

std::optional<Calibration> simulate_adaptive(const People& people, std::uint64_t seed) {
    if (has_fixed_forms(people)) return std::nullopt;
    const Simulator simulator(people);
    if (!simulator.can_simulate()) return std::nullopt;
    const double rank = matching_rank(simulator, seed);
    std::vector<double> raw;
    for (std::size_t n = 0; n < kSittings; ++n) {
        Dice dice(seed, Use::Sittings, kTrials + n);
        const std::size_t whose = simulator.whose(n);
        const Sitting sitting = simulator.sit(dice, whose, rank);
        const ItemSet set(people.tables(), sitting.items);
        Person person = people.person(whose);
        person.answers = sitting.answers;
        if (person.from == AbilityFrom::Answers) person.ability = set.ability(sitting.answers);
        const auto tested = test_person_fit(set, person, Dice(seed, Use::Tests, n));
        if (tested) raw.push_back(tested->p);
    }
    return Calibration(std::move(raw));
}

}  // namespace probant::engine::forensics
