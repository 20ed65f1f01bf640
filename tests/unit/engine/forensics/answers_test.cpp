// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/answers.h"

#include <cmath>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

namespace probant::engine::forensics {
namespace {

/// 2PL, 3PL and graded items, twelve in all.
std::vector<ItemModel> mixed_models() {
    std::vector<ItemModel> models;
    for (int n = 0; n < 4; ++n) {
        const double b = n - 1.5;
        models.push_back({.discrimination = 0.7 + 0.3 * n, .difficulty = b});
        models.push_back({.discrimination = 1.2, .difficulty = b, .guessing = 0.2});
        models.push_back({.discrimination = 1.1, .thresholds = {b - 1, b, b + 1.3}});
    }
    return models;
}

std::vector<std::uint32_t> all_of(const std::vector<ItemModel>& models) {
    std::vector<std::uint32_t> items(models.size());
    std::iota(items.begin(), items.end(), 0U);
    return items;
}

/// The largest of log-likelihood + ln(information) / 2 over a fine scan.
double scanned(const std::vector<ItemModel>& models, const std::vector<std::uint8_t>& answers) {
    double best = -1e300;
    double at = 0;
    for (int step = -5600; step <= 5600; ++step) {
        const double theta = 0.001 * step;
        double value = 0;
        double sum = 0;
        for (std::size_t n = 0; n < models.size(); ++n) {
            value += log_likelihood(models[n], theta, Category{answers[n]});
            sum += information(models[n], theta);
        }
        value += 0.5 * std::log(sum);
        if (value > best) {
            best = value;
            at = theta;
        }
    }
    return at;
}

}  // namespace

TEST_CASE("The ability estimated from tables is the one of a fine scan") {
    const auto models = mixed_models();
    const ItemTables tables(models);
    const ItemSet set(tables, all_of(models));
    const AnswerDice answer_dice(set, place_of(0.4));
    Dice dice(1, Use::Answers, 0);
    std::vector<std::uint8_t> answers(models.size());
    for (int draw = 0; draw < 20; ++draw) {
        answer_dice.draw(dice, answers);
        CHECK(std::abs(theta_of(set.ability(answers)) - scanned(models, answers)) < 0.01);
    }
}

TEST_CASE("Somebody all right and somebody all wrong have abilities far apart and finite") {
    const auto models = mixed_models();
    const ItemTables tables(models);
    const ItemSet set(tables, all_of(models));
    std::vector<std::uint8_t> best;
    for (const ItemModel& model : models)
        best.push_back(static_cast<std::uint8_t>(full_credit(model).value));
    const std::vector<std::uint8_t> worst(models.size(), 0);

    CHECK(theta_of(set.ability(best)) > 2);
    CHECK(theta_of(set.ability(worst)) < -2);
    CHECK(std::abs(theta_of(set.ability(best))) <= 5.75);
}

TEST_CASE("An answer that counts for nothing is as if it had not been given") {
    const auto models = mixed_models();
    const ItemTables tables(models);
    const ItemSet set(tables, all_of(models));
    std::vector<std::uint8_t> answers(models.size(), 1);
    std::vector<double> shares(models.size(), 1.0);
    shares[0] = 0;

    const double with_right = set.ability(answers, shares).at;
    answers[0] = 0;
    const double with_wrong = set.ability(answers, shares).at;

    CHECK(with_right == with_wrong);
    CHECK(set.ability(answers).at < with_wrong);
}

TEST_CASE("Simulated answers come as often as their model says") {
    const auto models = mixed_models();
    const ItemTables tables(models);
    const ItemSet set(tables, all_of(models));
    const Place ability = place_of(-0.3);
    const AnswerDice answer_dice(set, ability);
    Dice dice(2, Use::Answers, 0);
    constexpr int kDraws = 20000;
    std::vector<std::vector<int>> counts(models.size(), std::vector<int>(4));
    std::vector<std::uint8_t> answers(models.size());
    for (int draw = 0; draw < kDraws; ++draw) {
        answer_dice.draw(dice, answers);
        for (std::size_t n = 0; n < models.size(); ++n)
            ++counts[n][answers[n]];
    }
    for (std::size_t n = 0; n < models.size(); ++n) {
        for (std::uint32_t k = 0; k <= full_credit(models[n]).value; ++k) {
            INFO("item " << n << ", category " << k);
            const double p = probability(models[n], -0.3, Category{k});
            const double deviation = std::sqrt(p * (1 - p) / kDraws);
            CHECK(std::abs(static_cast<double>(counts[n][k]) / kDraws - p) < 4.5 * deviation);
        }
    }
}

TEST_CASE("Normal dice have the mean, the variance and the tail of a normal") {
    Dice dice(3, Use::Answers, 0);
    constexpr int kDraws = 100000;
    double sum = 0;
    double squares = 0;
    int beyond = 0;
    for (int draw = 0; draw < kDraws; ++draw) {
        const double z = dice.normal();
        sum += z;
        squares += z * z;
        beyond += z > 1.959964 ? 1 : 0;
    }
    CHECK(std::abs(sum / kDraws) < 4 / std::sqrt(kDraws));
    CHECK(std::abs(squares / kDraws - 1) < 4 * std::sqrt(2.0 / kDraws));
    CHECK(std::abs(beyond / (0.025 * kDraws) - 1) < 0.08);
}

}  // namespace probant::engine::forensics
