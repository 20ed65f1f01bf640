// engine/forensics/tested_by_invention.h: a statistic of answers and times, beside what honest
// people of the same ability would give.
//
// Role        Invents the answers and the times of the same person again and again, where nothing
//             happened; the p-value is the share that is as extreme. Where the ability came from
//             the answers, that of each invented sitting does too.
// Invariants  A function of what it is given and of the dice.
// Threads     A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/forensics/answers.h"
#include "engine/forensics/monte_carlo.h"
#include "engine/forensics/person_fit.h"
#include "engine/forensics/response_times.h"

namespace probant::engine::forensics {

/// `statistic(person, times)`: larger says more.
template <class Statistic>
[[nodiscard]] Tested tested_by_invention(const ItemSet& set,
                                         const Person& person,
                                         std::span<const TimedAnswer> times,
                                         Dice dice,
                                         const Statistic& statistic) {
    const double seen = statistic(person, times);
    const AnswerDice answer_dice(set, person.ability);
    std::vector<std::uint8_t> answers(set.size());
    std::vector<TimedAnswer> drawn(times.begin(), times.end());
    Person other{.answers = answers, .ability = person.ability, .from = person.from};
    const double p = sequential_p([&] {
        answer_dice.draw(dice, answers);
        for (TimedAnswer& time : drawn)
            time.gain = time.weight > 0 ? dice.normal() / std::sqrt(time.weight) : 0.0;
        if (person.from == AbilityFrom::Answers) other.ability = set.ability(answers);
        return statistic(other, drawn) >= seen;
    });
    return {.value = seen, .p = p};
}

}  // namespace probant::engine::forensics
