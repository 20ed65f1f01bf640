// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/adaptive_null.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "engine/forensics/likely_selection.h"
#include "engine/forensics/person_fit.h"
#include "engine/math/elementary.h"

namespace probant::engine::forensics {
namespace {

// What is expected must be known better than chance spreads what is seen: three invented sittings
// for each real one. At .01, of 16,000 sittings 160 are beyond: known to one part in twelve.
constexpr std::size_t kSittingsLeast = 16'000;
constexpr std::size_t kSittingsMost = 64'000;
constexpr std::size_t kSittingsPerPerson = 3;

// Rounds of sittings from which the selection is learned. More haste than this and temperature and
// prices, which answer one another a round late, swing without end.
constexpr std::size_t kRounds = 40;
constexpr std::size_t kSittingsPerRound = 2'000;
constexpr double kHaste = 5;

constexpr double kInformationLeast = 1e-6;  // items too absurd to measure anybody
constexpr double kPosteriorLeast = 20;      // below the top, in logarithms: no mass to speak of

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

/// Those with enough answers to be tested.
std::vector<std::size_t> testable_of(const People& people) {
    std::vector<std::size_t> testable;
    for (std::size_t person = 0; person < people.size(); ++person) {
        if (people.set(person).size() >= kAnswersLeast) testable.push_back(person);
    }
    return testable;
}

std::vector<std::uint32_t> items_of(const People& people,
                                    const std::vector<std::size_t>& testable) {
    std::set<std::uint32_t> used;
    for (const std::size_t person : testable)
        used.insert(people.set(person).items().begin(), people.set(person).items().end());
    return {used.begin(), used.end()};
}

/// The mean of a posterior, as a place among the nodes.
double mean_node(const NodeRow& log_posterior) {
    double top = log_posterior[0];
    for (std::size_t node = 1; node < kNodes; ++node)
        top = std::max(top, log_posterior[node]);
    double sum = 0;
    double mean = 0;
    for (std::size_t node = 0; node < kNodes; ++node) {
        if (log_posterior[node] < top - kPosteriorLeast) continue;
        const double mass = math::exp(log_posterior[node] - top);
        sum += mass;
        mean += mass * static_cast<double>(node);
    }
    return mean / sum;
}

/// One simulated sitting.
struct Sitting {
    std::vector<std::uint32_t> items{};  ///< in the bank's order
    std::vector<std::uint8_t> answers{};
};

class Simulator {
public:
    Simulator(const People& people, std::vector<std::size_t> testable, std::uint64_t seed)
        : people_(people),
          testable_(std::move(testable)),
          seed_(seed),
          selection_(
              people.tables(), items_of(people, testable_), information_of(people, testable_)) {
        for (std::size_t node = 0; node < kNodes; ++node) {
            const double theta = kFirstNode + kNodeStep * static_cast<double>(node);
            prior_[node] = -theta * theta / 2;
        }
        learn();
    }

    /// The n-th sitting, tested as people are.
    [[nodiscard]] std::optional<Tested> test(std::size_t n) const {
        const std::size_t whose = testable_[n % testable_.size()];
        const Sitting sitting = sit(kRounds * kSittingsPerRound + n, whose);
        const ItemSet set(people_.tables(), sitting.items);
        Person person = people_.person(whose);
        person.answers = sitting.answers;
        if (person.from == AbilityFrom::Answers) person.ability = set.ability(sitting.answers);
        return test_person_fit(set, person, Dice(seed_, Use::Tests, n));
    }

private:
    [[nodiscard]] static double information_of(const People& people,
                                               const std::vector<std::size_t>& testable) {
        double sum = 0;
        for (const std::size_t person : testable)
            sum += information_per_item(people.set(person), people.person(person).ability);
        return std::max(sum / static_cast<double>(testable.size()), kInformationLeast);
    }

    [[nodiscard]] Outcome real_outcome() const {
        Outcome real{.uses = std::vector<double>(selection_.pool().size(), 0.0),
                     .information = information_of(people_, testable_)};
        for (const std::size_t person : testable_)
            count(real, people_.set(person).items());
        share(real, testable_.size());
        return real;
    }

    void count(Outcome& outcome, const std::vector<std::uint32_t>& items) const {
        for (const std::uint32_t item : items) {
            const auto at = std::ranges::lower_bound(selection_.pool(), item);
            ++outcome.uses[static_cast<std::size_t>(at - selection_.pool().begin())];
        }
    }

    static void share(Outcome& outcome, std::size_t people) {
        for (double& use : outcome.uses)
            use /= static_cast<double>(people);
    }

    /// People spread over all of them, the same in every round.
    [[nodiscard]] Outcome outcome_of_round(std::size_t round) const {
        Outcome own{.uses = std::vector<double>(selection_.pool().size(), 0.0), .information = 0};
        for (std::size_t n = 0; n < kSittingsPerRound; ++n) {
            const std::size_t whose = testable_[n * testable_.size() / kSittingsPerRound];
            const Sitting sitting = sit(round * kSittingsPerRound + n, whose);
            const ItemSet set(people_.tables(), sitting.items);
            const Place ability = people_.abilities_from() == AbilityFrom::Elsewhere
                                      ? people_.person(whose).ability
                                      : set.ability(sitting.answers);
            own.information += information_per_item(set, ability) / kSittingsPerRound;
            count(own, sitting.items);
        }
        share(own, kSittingsPerRound);
        return own;
    }

    void learn() {
        const Outcome real = real_outcome();
        for (std::size_t round = 0; round < kRounds; ++round)
            selection_.correct(real, outcome_of_round(round), kHaste);
    }

    /// The `number`-th of all, in the place of a real person.
    [[nodiscard]] Sitting sit(std::size_t number, std::size_t person) const {
        Dice dice(seed_, Use::Sittings, number);
        const double theta = people_.theta(person);
        NodeRow posterior = prior_;
        std::vector<bool> given(selection_.pool().size(), false);
        std::vector<std::pair<std::uint32_t, std::uint8_t>> answered;
        for (std::size_t n = 0; n < people_.set(person).size(); ++n) {
            // Between two nodes, either, by how near it is.
            const auto node = static_cast<std::size_t>(mean_node(posterior) + dice.unit());
            const std::size_t place = selection_.choose(dice, std::min(node, kNodes - 1), given);
            given[place] = true;
            const std::uint32_t item = selection_.pool()[place];
            const std::uint8_t category = answer(dice, people_.tables().model(item), theta);
            answered.emplace_back(item, category);
            const NodeRow& row = people_.tables().answer(item, category).log_likelihood;
            for (std::size_t other = 0; other < kNodes; ++other)
                posterior[other] += row[other];
        }
        std::ranges::sort(answered);
        Sitting sitting;
        for (const auto& [item, category] : answered) {
            sitting.items.push_back(item);
            sitting.answers.push_back(category);
        }
        return sitting;
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
    std::vector<std::size_t> testable_{};  ///< they stand for one another
    std::uint64_t seed_{};
    LikelySelection selection_;
    NodeRow prior_{};
};

}  // namespace

std::optional<Calibration> simulate_adaptive(const People& people, std::uint64_t seed) {
    if (has_fixed_forms(people)) return std::nullopt;
    auto testable = testable_of(people);
    if (testable.empty()) return std::nullopt;
    const std::size_t sittings =
        std::clamp(kSittingsPerPerson * testable.size(), kSittingsLeast, kSittingsMost);
    const Simulator simulator(people, std::move(testable), seed);
    std::vector<double> raw;
    raw.reserve(sittings);
    for (std::size_t n = 0; n < sittings; ++n) {
        if (const auto tested = simulator.test(n)) raw.push_back(tested->p);
    }
    return Calibration(std::move(raw));
}

}  // namespace probant::engine::forensics
