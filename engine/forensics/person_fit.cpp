// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/person_fit.h"

#include <cmath>
#include <vector>

#include "crypto/base/ensure.h"
#include "engine/forensics/monte_carlo.h"

namespace probant::engine::forensics {

std::optional<double> lz_star(const ItemSet& set, const Person& person) {
    ENSURE(person.answers.size() == set.size());
    constexpr double kVarianceLeast = 1e-9;
    const Parabola parabola = parabola_at(person.ability);
    double value = 0;
    for (std::size_t t = 0; t < 3; ++t) {
        const std::size_t node = parabola.first + t;
        const ItemRows& sums = set.sums();
        if (sums.information[node] < kVarianceLeast) return std::nullopt;
        const double c = person.from == AbilityFrom::Elsewhere
                             ? 0.0
                             : sums.covariance[node] / sums.information[node];
        const double variance = sums.variance[node] - c * sums.covariance[node];
        if (variance < kVarianceLeast) return std::nullopt;
        double sum = 0;
        for (std::size_t n = 0; n < set.size(); ++n) {
            const AnswerRows& rows = set.tables().answer(set.items()[n], person.answers[n]);
            sum += rows.surprise[node] - c * rows.slope[node];
        }
        value += parabola.weights[t] * sum / std::sqrt(variance);
    }
    return value;
}

std::optional<Tested> test_person_fit(const ItemSet& set, const Person& person, Dice dice) {
    const auto seen = lz_star(set, person);
    if (!seen) return std::nullopt;
    const AnswerDice answer_dice(set, person.ability);
    std::vector<std::uint8_t> answers(set.size());
    Person other{.answers = answers, .ability = person.ability, .from = person.from};
    const double p = sequential_p([&] {
        answer_dice.draw(dice, answers);
        if (person.from == AbilityFrom::Answers) other.ability = set.ability(answers);
        const auto value = lz_star(set, other);
        return value && *value <= *seen;
    });
    return Tested{.value = *seen, .p = p};
}

}  // namespace probant::engine::forensics
