// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/engine/forensics/crowd.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace probant::engine::forensics {
namespace {

constexpr std::size_t kAlternatives = 4;

}  // namespace

Crowd::Crowd(CrowdShape shape) : dice_(shape.seed, Use::Answers, 0) {
    session_.persons = shape.persons;
    for (std::size_t item = 0; item < shape.bank; ++item)
        invent_item();
    session_.answers.assign(shape.persons * shape.bank, kNoAnswer);
    session_.alternatives.assign(shape.persons * shape.bank, kAlternativeNotAdministered);
    session_.seconds.assign(shape.persons * shape.bank, std::numeric_limits<float>::quiet_NaN());
    session_.abilities = Abilities::Given;
    for (std::size_t person = 0; person < shape.persons; ++person) {
        session_.thetas.push_back(dice_.normal());
        if (shape.adaptive) {
            sit_adaptively(person, shape);
        } else {
            sit_drawn_items(person, shape);
        }
    }
}

void Crowd::sit_drawn_items(std::size_t person, CrowdShape shape) {
    auto items = numbers(0, shape.bank);
    for (std::size_t n = 0; n < shape.length; ++n) {
        const double place = dice_.unit() * static_cast<double>(shape.bank - n);
        std::swap(items[n], items[n + static_cast<std::size_t>(place)]);
        answer(person, items[n]);
    }
}

/// Maximum information at the mode of a posterior with a normal prior, found by Newton's method;
/// nothing of it is shared with what is tested.
void Crowd::sit_adaptively(std::size_t person, CrowdShape shape) {
    const auto* const answers = &session_.answers[person * shape.bank];
    const std::span answered(answers, shape.bank);
    double theta = 0;
    for (std::size_t n = 0; n < shape.length; ++n) {
        const auto items = numbers(0, shape.bank);
        const auto best = std::ranges::max_element(items, {}, [&](std::size_t item) {
            return answered[item] == kNoAnswer ? information(session_.models[item], theta) : -1.0;
        });
        answer(person, *best);
        for (int step = 0; step < 5; ++step) {
            double slope = -theta;
            double bend = 1;
            for (std::size_t item = 0; item < shape.bank; ++item) {
                if (answered[item] == kNoAnswer) continue;
                const ItemModel& model = session_.models[item];
                slope += log_likelihood_slope(model, theta, Category{answered[item]});
                bend += information(model, theta);
            }
            theta += slope / bend;
        }
    }
}

void Crowd::invent_item() {
    const double a = std::clamp(std::exp(0.05 + 0.38 * dice_.normal()), 0.25, 3.0);
    const double b = 0.1 + 1.3 * dice_.normal();
    session_.models.push_back({.discrimination = a, .difficulty = b});
    session_.counted.push_back(true);
    session_.time_models.push_back(
        {.intensity = 3.6 + 0.12 * b + 0.35 * dice_.normal(),
         .discrimination = std::clamp(1.9 + 0.3 * dice_.normal(), 1.0, 3.0)});
    const auto key = static_cast<std::uint8_t>(dice_.unit() * kAlternatives);
    NominalItem item(kAlternatives);
    double wrong = 0;
    for (Alternative& alternative : item) {
        alternative.zeta = 0.8 * dice_.normal();
        wrong += std::exp(alternative.zeta);
    }
    wrong -= std::exp(item[key].zeta);
    item[key] = {.zeta = std::log(wrong) - a * b, .lambda = a, .right = true};
    session_.nominal.push_back(item);
    keys_.push_back(key);
}

void Crowd::answer(std::size_t person, std::size_t item) {
    std::vector<double> probabilities(kAlternatives);
    choice_probabilities(session_.nominal[item], session_.thetas[person], probabilities);
    double unit = dice_.unit();
    std::uint8_t alternative = 0;
    while (alternative + 1U < kAlternatives && unit >= probabilities[alternative]) {
        unit -= probabilities[alternative];
        ++alternative;
    }
    choose(person, item, alternative);
    const TimeModel& time = session_.time_models[item];
    const double log_seconds = time.intensity + dice_.normal() / time.discrimination;
    session_.seconds[person * session_.models.size() + item] =
        static_cast<float>(std::exp(log_seconds));
}

void Crowd::choose(std::size_t person, std::size_t item, std::uint8_t alternative) {
    const std::size_t cell = person * session_.models.size() + item;
    session_.alternatives[cell] = alternative;
    session_.answers[cell] = alternative == keys_[item] ? 1 : 0;
}

void Crowd::knows(std::size_t person, const std::vector<std::size_t>& items, double hurry) {
    for (const std::size_t item : items) {
        const std::size_t cell = person * session_.models.size() + item;
        if (session_.answers[cell] == kNoAnswer) continue;
        choose(person, item, keys_[item]);
        session_.seconds[cell] *= static_cast<float>(std::exp(-hurry));
    }
}

void Crowd::guesses(std::size_t person, const std::vector<std::size_t>& items, double hurry) {
    for (const std::size_t item : items) {
        const std::size_t cell = person * session_.models.size() + item;
        if (session_.answers[cell] == kNoAnswer) continue;
        choose(person, item, static_cast<std::uint8_t>(dice_.unit() * kAlternatives));
        session_.seconds[cell] *= static_cast<float>(std::exp(-hurry));
    }
}

void Crowd::copies(std::size_t copier, std::size_t source) {
    const std::size_t width = session_.models.size();
    for (std::size_t item = 0; item < width; ++item) {
        if (session_.answers[copier * width + item] == kNoAnswer) continue;
        if (session_.answers[source * width + item] == kNoAnswer) continue;
        choose(copier, item, session_.alternatives[source * width + item]);
    }
}

std::vector<std::size_t> Crowd::hardest(std::size_t count) const {
    auto items = numbers(0, session_.models.size());
    std::ranges::stable_sort(items, std::ranges::greater{}, [&](std::size_t item) {
        return session_.models[item].difficulty;
    });
    items.resize(count);
    return items;
}

double Crowd::rate(const std::vector<PersonFinding>& findings,
                   Statistic statistic,
                   const std::vector<std::size_t>& people) {
    std::size_t found = 0;
    for (const PersonFinding& finding : findings) {
        if (finding.statistic != statistic || !finding.p || *finding.p > 0.01) continue;
        if (std::ranges::find(people, finding.person) != people.end()) ++found;
    }
    return static_cast<double>(found) / static_cast<double>(people.size());
}

std::vector<std::size_t> numbers(std::size_t first, std::size_t count) {
    std::vector<std::size_t> list(count);
    std::iota(list.begin(), list.end(), first);
    return list;
}

}  // namespace probant::engine::forensics
