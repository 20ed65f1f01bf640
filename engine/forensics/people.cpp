// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/people.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace probant::engine::forensics {
namespace {

// Around .455, far from what an estimate gives (0 to .1), wide enough for a few dozen people.
constexpr double kMedianLeast = 0.15;
constexpr double kMedianMost = 1.0;
constexpr std::size_t kScoresLeast = 20;  // fewer tell nothing: what was said is believed

double standardised_score(const ItemSet& set, std::span<const std::uint8_t> answers, double theta) {
    double score = 0;
    double information_sum = 0;
    for (std::size_t n = 0; n < set.size(); ++n) {
        const ItemModel& model = set.tables().model(set.items()[n]);
        score += log_likelihood_slope(model, theta, Category{answers[n]});
        information_sum += information(model, theta);
    }
    return information_sum > 0 ? score / std::sqrt(information_sum) : 0.0;
}

std::vector<Sat> sat_by(const Session& session, const ItemTables& tables) {
    const std::size_t width = session.models.size();
    std::map<std::vector<std::uint32_t>, std::shared_ptr<const ItemSet>> sets;
    std::vector<Sat> all(session.persons);
    for (std::size_t person = 0; person < session.persons; ++person) {
        std::vector<std::uint32_t> items;
        for (std::uint32_t item = 0; item < width; ++item) {
            const std::uint8_t answer = session.answers[person * width + item];
            if (answer == kNoAnswer || !session.counted[item]) continue;
            items.push_back(item);
            all[person].answers.push_back(answer);
        }
        auto& set = sets[items];
        if (!set) set = std::make_shared<const ItemSet>(tables, items);
        all[person].set = set;
    }
    return all;
}

AbilityFrom judge_abilities(const Session& session, const std::vector<Sat>& sat) {
    if (session.abilities != Abilities::Given) return AbilityFrom::Answers;
    std::vector<double> squares;
    for (std::size_t person = 0; person < sat.size(); ++person) {
        if (sat[person].answers.size() < kAnswersLeast) continue;
        const double score =
            standardised_score(*sat[person].set, sat[person].answers, session.thetas[person]);
        if (score <= 0) squares.push_back(score * score);
    }
    if (squares.size() < kScoresLeast) return AbilityFrom::Elsewhere;
    const auto middle = squares.begin() + static_cast<std::ptrdiff_t>(squares.size() / 2);
    std::ranges::nth_element(squares, middle);
    return *middle >= kMedianLeast && *middle <= kMedianMost ? AbilityFrom::Elsewhere
                                                             : AbilityFrom::Answers;
}

}  // namespace

People::People(const Session& session)
    : tables_(session.models),
      sat_(sat_by(session, tables_)),
      from_(judge_abilities(session, sat_)) {
    abilities_.reserve(size());
    for (std::size_t person = 0; person < size(); ++person) {
        abilities_.push_back(from_ == AbilityFrom::Elsewhere
                                 ? place_of(session.thetas[person])
                                 : set(person).ability(sat_[person].answers));
    }
}

std::vector<double> thetas_of(const People& people) {
    std::vector<double> thetas(people.size());
    for (std::size_t person = 0; person < people.size(); ++person)
        thetas[person] = people.theta(person);
    return thetas;
}

}  // namespace probant::engine::forensics
