// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/person_fit.h"

#include <cmath>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/forensics/response_times.h"

namespace probant::engine::forensics {
namespace {

std::vector<std::uint32_t> first_items(std::size_t count) {
    std::vector<std::uint32_t> items(count);
    std::iota(items.begin(), items.end(), 0U);
    return items;
}

std::vector<ItemModel> steps_of_difficulty(std::size_t count) {
    std::vector<ItemModel> models;
    for (std::size_t n = 0; n < count; ++n) {
        const auto x = static_cast<double>(n);
        models.push_back({.discrimination = 0.8 + 0.05 * static_cast<double>(n % 7),
                          .difficulty = -2 + 4 * x / static_cast<double>(count)});
    }
    return models;
}

/// Snijders (2001), equations 3 to 8, for the 2PL: the sum of (X - P) w over the square root of the
/// sum of w^2 P Q, with w = ln(P / Q) less c times the slope's weight a.
double snijders(const std::vector<ItemModel>& models,
                const std::vector<std::uint8_t>& answers,
                double theta,
                bool corrected) {
    double above = 0;
    double below = 0;
    for (const ItemModel& model : models) {
        const double z = model.discrimination * (theta - model.difficulty);
        const double p = 1 / (1 + std::exp(-z));
        above += model.discrimination * p * (1 - p) * z;
        below += model.discrimination * p * (1 - p) * model.discrimination;
    }
    const double c = corrected ? above / below : 0.0;
    double sum = 0;
    double variance = 0;
    for (std::size_t n = 0; n < models.size(); ++n) {
        const double a = models[n].discrimination;
        const double z = a * (theta - models[n].difficulty);
        const double p = 1 / (1 + std::exp(-z));
        const double weight = z - c * a;
        sum += (answers[n] - p) * weight;
        variance += weight * weight * p * (1 - p);
    }
    return sum / std::sqrt(variance);
}

}  // namespace

TEST_CASE("lz* is Snijders's formula at an estimate, and lz at an ability known from elsewhere") {
    const auto models = steps_of_difficulty(20);
    const ItemTables tables(models);
    const ItemSet set(tables, first_items(models.size()));
    const AnswerDice answer_dice(set, place_of(0.2));
    Dice dice(4, Use::Answers, 0);
    std::vector<std::uint8_t> answers(models.size());
    for (const double theta : {-1.93, -0.4, 0.07, 1.1, 2.61}) {
        answer_dice.draw(dice, answers);
        Person person{.answers = answers, .ability = place_of(theta)};
        INFO(theta);
        CHECK(std::abs(*lz_star(set, person) - snijders(models, answers, theta, true)) < 5e-3);
        person.from = AbilityFrom::Elsewhere;
        CHECK(std::abs(*lz_star(set, person) - snijders(models, answers, theta, false)) < 5e-3);
    }
}

TEST_CASE("lz* of graded items has mean 0 and variance 1 among people of a known ability") {
    std::vector<ItemModel> models;
    for (int n = 0; n < 16; ++n) {
        const double b = -1.5 + 0.2 * n;
        models.push_back({.discrimination = 1.3, .thresholds = {b - 0.8, b, b + 1.1}});
    }
    const ItemTables tables(models);
    const ItemSet set(tables, first_items(models.size()));
    const Place ability = place_of(0.33);
    const AnswerDice answer_dice(set, ability);
    Dice dice(5, Use::Answers, 0);
    std::vector<std::uint8_t> answers(models.size());
    constexpr int kDraws = 20000;
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < kDraws; ++draw) {
        answer_dice.draw(dice, answers);
        const double value =
            *lz_star(set, {.answers = answers, .ability = ability, .from = AbilityFrom::Elsewhere});
        sum += value;
        squares += value * value;
    }
    CHECK(std::abs(sum / kDraws) < 0.03);
    CHECK(std::abs(squares / kDraws - 1) < 0.04);
}

TEST_CASE("Hard items right and easy ones wrong are rare, the other way round is not") {
    const auto models = steps_of_difficulty(20);
    const ItemTables tables(models);
    const ItemSet set(tables, first_items(models.size()));
    std::vector<std::uint8_t> easy_right(20, 0);
    std::vector<std::uint8_t> hard_right(20, 0);
    for (std::size_t n = 0; n < 10; ++n) {
        easy_right[n] = 1;
        hard_right[19 - n] = 1;
    }
    const auto p_of = [&](const std::vector<std::uint8_t>& answers) {
        return test_person_fit(set,
                               {.answers = answers, .ability = set.ability(answers)},
                               Dice(6, Use::Answers, 0))
            ->p;
    };

    CHECK(p_of(hard_right) < 0.001);
    CHECK(p_of(easy_right) > 0.5);
}

TEST_CASE("Nobody is tested on items that say nothing") {
    const std::vector<ItemModel> models(10, {.discrimination = 0.01, .difficulty = -20});
    const ItemTables tables(models);
    const ItemSet set(tables, first_items(10));
    const std::vector<std::uint8_t> answers(10, 1);

    // One difficulty, one discrimination: given the ability, all answers are equally likely.
    CHECK(!lz_star(set, {.answers = answers, .ability = set.ability(answers)}));
}

TEST_CASE("l_t is the sum of squares of Pearson's residuals around the person's own speed") {
    // Gains 1, 2, 6 of weights 1, 1, 2: speed (1 + 2 + 12) / 4 = 3.75.
    const std::vector<TimedAnswer> answers{
        {.gain = 1, .weight = 1}, {.gain = 2, .weight = 1}, {.gain = 6, .weight = 2}};

    const auto tested = test_response_times(answers);

    CHECK(speed_of(answers) == 3.75);
    CHECK(tested->value == 2.75 * 2.75 + 1.75 * 1.75 + 2 * 2.25 * 2.25);
    CHECK(std::abs(tested->p - std::exp(-tested->value / 2)) < 1e-15);  // two degrees of freedom
    CHECK(!test_response_times(std::vector<TimedAnswer>(1)));
}

}  // namespace probant::engine::forensics
