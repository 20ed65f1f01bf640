// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/named_items.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/forensics/tested_by_invention.h"

namespace probant::engine::forensics {
namespace {

std::vector<std::uint32_t> chosen_items(const ItemSet& set,
                                        const std::vector<bool>& named,
                                        bool inside) {
    std::vector<std::uint32_t> items;
    for (const std::uint32_t item : set.items()) {
        if (named[item] == inside) items.push_back(item);
    }
    return items;
}

double log_likelihood_at(const ItemSet& set, std::span<const std::uint8_t> answers, Place ability) {
    const Parabola parabola = parabola_at(ability);
    double sum = 0;
    for (std::size_t n = 0; n < set.size(); ++n) {
        sum += value_at(set.tables().answer(set.items()[n], answers[n]).log_likelihood, parabola);
    }
    return sum;
}

/// The weighted mean gain and the weight of the answers on one side.
struct Speed {
    double mean{};
    double weight{};
};

Speed speed_on(std::span<const TimedAnswer> times, const std::vector<bool>& is_inside, bool side) {
    Speed speed;
    for (std::size_t n = 0; n < times.size(); ++n) {
        if (is_inside[n] != side) continue;
        speed.weight += times[n].weight;
        speed.mean += times[n].weight * times[n].gain;
    }
    if (speed.weight > 0) speed.mean /= speed.weight;
    return speed;
}

}  // namespace

NamedItems::NamedItems(const ItemSet& set, const std::vector<bool>& named)
    : inside_(set.tables(), chosen_items(set, named, true)),
      outside_(set.tables(), chosen_items(set, named, false)) {
    for (const std::uint32_t item : set.items())
        is_inside_.push_back(named[item]);
}

double NamedItems::score_part(const Person& person) const {
    std::vector<std::uint8_t> inside;
    std::vector<std::uint8_t> outside;
    for (std::size_t n = 0; n < person.answers.size(); ++n)
        (is_inside_[n] ? inside : outside).push_back(person.answers[n]);
    const Place at_named = inside_.ability(inside);
    if (person.from == AbilityFrom::Elsewhere) {
        const double ratio = log_likelihood_at(inside_, inside, at_named) -
                             log_likelihood_at(inside_, inside, person.ability);
        return at_named.at > person.ability.at ? std::sqrt(2 * std::max(ratio, 0.0)) : 0.0;
    }
    const Place at_others = outside_.ability(outside);
    if (at_named.at <= at_others.at) return 0.0;
    const double ratio = log_likelihood_at(inside_, inside, at_named) +
                         log_likelihood_at(outside_, outside, at_others) -
                         log_likelihood_at(inside_, inside, person.ability) -
                         log_likelihood_at(outside_, outside, person.ability);
    return std::sqrt(2 * std::max(ratio, 0.0));
}

double NamedItems::speed_part(std::span<const TimedAnswer> times) const {
    const Speed inside = speed_on(times, is_inside_, true);
    const Speed outside = speed_on(times, is_inside_, false);
    if (inside.weight <= 0 || outside.weight <= 0) return 0.0;
    const double deviation = std::sqrt(1 / inside.weight + 1 / outside.weight);
    return std::max((inside.mean - outside.mean) / deviation, 0.0);
}

double NamedItems::statistic(const Person& person, std::span<const TimedAnswer> times) const {
    const double score = score_part(person);
    const double speed = speed_part(times);
    return std::sqrt(score * score + speed * speed);
}

Tested test_named_items(const ItemSet& set,
                        const NamedItems& named,
                        const Person& person,
                        std::span<const TimedAnswer> times,
                        Dice dice) {
    return tested_by_invention(
        set, person, times, dice, [&](const Person& who, std::span<const TimedAnswer> when) {
            return named.statistic(who, when);
        });
}

}  // namespace probant::engine::forensics
