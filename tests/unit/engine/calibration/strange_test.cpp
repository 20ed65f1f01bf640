// SPDX-License-Identifier: EUPL-1.2
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "answered.h"
#include "engine/calibration/answers.h"

namespace probant::engine::calibration {
namespace {

Answered ordinary_answers(std::size_t items, std::size_t persons) {
    return simulated({.items = ordinary_items(items),
                      .persons = persons,
                      .population = {},
                      .given = 1,
                      .seed = 3});
}

void answer_all(Answered& answered, std::size_t item, std::uint8_t answer) {
    for (std::size_t person = 0; person < answered.persons(); ++person)
        answered.set(person, item, answer);
}

Answered without_first_item(const Answered& answered) {
    Answered rest{.bytes = {}, .items = answered.items - 1};
    for (std::size_t place = 0; place < answered.bytes.size(); ++place)
        if (place % answered.items != 0) rest.bytes.push_back(answered.bytes[place]);
    return rest;
}

double root_mean_square(const Calibration& calibration,
                        const std::vector<ItemModel>& items,
                        double ItemModel::*member) {
    double sum = 0;
    for (std::size_t item = 0; item < items.size(); ++item)
        sum += std::pow(calibration.items[item].model.*member - items[item].*member, 2);
    return std::sqrt(sum / static_cast<double>(items.size()));
}

}  // namespace

TEST_CASE("An item that all got right, or wrong, or that nobody was given, is flagged and finite") {
    for (const std::uint8_t answer : {std::uint8_t{0}, std::uint8_t{1}, kNotGiven}) {
        for (const bool priors : {true, false}) {
            for (const Shape shape :
                 {Shape::TwoParameters, Shape::ThreeParameters, Shape::Graded}) {
                INFO("answer " << int{answer} << (priors ? " with" : " without")
                               << " priors, shape " << static_cast<int>(shape));
                auto answered = ordinary_answers(8, 300);
                answer_all(answered, 0, answer);

                const auto calibration = calibrated(answered, shape, priors);

                CHECK(is_sane(calibration));
                CHECK(calibration.items[0].flag == ItemFlag::Few);
            }
        }
    }
}

TEST_CASE("Without priors an item that all got right says nothing of the others") {
    auto answered = ordinary_answers(8, 300);
    answer_all(answered, 0, 1);

    const auto with = calibrated(answered, Shape::TwoParameters, false);
    const auto without = calibrated(without_first_item(answered), Shape::TwoParameters, false);

    REQUIRE(std::abs(with.log_likelihood - without.log_likelihood) < 1e-9);
    for (std::size_t item = 0; item < without.items.size(); ++item) {
        CHECK(std::abs(with.items[item + 1].model.difficulty -
                       without.items[item].model.difficulty) < 1e-5);
    }
}

TEST_CASE("With priors an item that all got right is easy, one that all got wrong difficult") {
    auto answered = ordinary_answers(8, 300);
    answer_all(answered, 0, 1);
    answer_all(answered, 1, 0);

    const auto calibration = calibrated(answered, Shape::TwoParameters, true);

    CHECK(calibration.items[0].model.difficulty < -1.5);
    CHECK(calibration.items[1].model.difficulty > 1.5);
}

TEST_CASE(
    "One person, two persons, or persons who answered nothing give flags and finite numbers") {
    for (const std::size_t persons : {1U, 2U}) {
        for (const bool priors : {true, false}) {
            for (const Shape shape :
                 {Shape::TwoParameters, Shape::ThreeParameters, Shape::Graded}) {
                INFO(persons << " persons, priors " << priors);
                const auto calibration = calibrated(ordinary_answers(5, persons), shape, priors);
                CHECK(is_sane(calibration));
                for (const CalibratedItem& item : calibration.items)
                    CHECK(item.flag == ItemFlag::Few);
            }
        }
    }
    auto silent = ordinary_answers(4, 50);
    for (std::size_t item = 0; item < silent.items; ++item)
        answer_all(silent, item, kNotGiven);
    const auto calibration = calibrated(silent, Shape::TwoParameters, true);
    CHECK(is_sane(calibration));
    CHECK(calibration.log_likelihood == 0);
}

TEST_CASE("Answers that climb like a staircase are held at a limit and flagged") {
    Answered staircase{.bytes = {}, .items = 6};
    for (std::size_t person = 0; person < 210; ++person) {
        for (std::size_t item = 0; item < staircase.items; ++item)
            staircase.bytes.push_back(person % 7 > item ? 1 : 0);
    }

    const auto calibration = calibrated(staircase, Shape::TwoParameters, false);

    CHECK(is_sane(calibration));
    std::size_t bound = 0;
    for (const CalibratedItem& item : calibration.items)
        if (item.flag == ItemFlag::Bound) ++bound;
    CHECK(bound >= 1);
}

TEST_CASE(
    "An item that the able fail is flagged without priors, and never has a slope below zero") {
    auto answered = ordinary_answers(10, 500);
    for (std::size_t person = 0; person < answered.persons(); ++person) {
        std::size_t right = 0;
        for (std::size_t item = 1; item < answered.items; ++item)
            right += answered.bytes[person * answered.items + item];
        answered.set(person, 0, right < 5 ? 1 : 0);
    }

    const auto calibration = calibrated(answered, Shape::TwoParameters, false);

    CHECK(is_sane(calibration));
    CHECK(calibration.items[0].flag == ItemFlag::Bound);
}

TEST_CASE("Answers at random give finite items whatever the model") {
    for (const Shape shape : {Shape::TwoParameters, Shape::ThreeParameters, Shape::Graded}) {
        for (const bool priors : {true, false}) {
            Answered noise{.bytes = {}, .items = 7};
            std::uint32_t state = 12345;
            const std::uint32_t kinds = shape == Shape::Graded ? 9 : 2;
            for (std::size_t place = 0; place < noise.items * 60; ++place) {
                state = state * 1664525U + 1013904223U;
                noise.bytes.push_back(static_cast<std::uint8_t>((state >> 16U) % kinds));
            }
            INFO("shape " << static_cast<int>(shape) << ", priors " << priors);
            CHECK(is_sane(calibrated(noise, shape, priors)));
        }
    }
}

TEST_CASE("A graded item of two categories is a 2PL") {
    const auto answered = ordinary_answers(7, 400);

    const auto graded = calibrated(answered, Shape::Graded, true);
    const auto two = calibrated(answered, Shape::TwoParameters, true);

    REQUIRE(graded.log_likelihood == two.log_likelihood);
    for (std::size_t item = 0; item < two.items.size(); ++item) {
        CHECK(graded.items[item].model.thresholds ==
              std::vector<double>{two.items[item].model.difficulty});
        CHECK(graded.items[item].model.discrimination == two.items[item].model.discrimination);
    }
}

TEST_CASE("A category that nobody reached leaves rising thresholds and a flag") {
    auto answered = ordinary_answers(6, 400);
    for (std::uint8_t& answer : answered.bytes)
        answer = answer == 1 ? 3 : 1;  // never 0 nor 2

    const auto calibration = calibrated(answered, Shape::Graded, false);

    CHECK(is_sane(calibration));
    for (const CalibratedItem& item : calibration.items) {
        CHECK(item.model.thresholds.size() == 3);
        CHECK(item.categories == 4);
        CHECK(item.flag == ItemFlag::Bound);
    }
}

TEST_CASE("Fixed items keep their parameters, and the population is found on their scale") {
    const auto items = ordinary_items(40);
    const auto answered = simulated({.items = items,
                                     .persons = 3000,
                                     .population = {.mean = 0.6, .sd = 1.3},
                                     .given = 0.8,
                                     .seed = 9});
    std::vector<std::optional<ItemModel>> fixed(items.size());
    for (std::size_t item = 0; item < 20; ++item)
        fixed[2 * item] = items[2 * item];

    for (const bool priors : {true, false}) {
        const auto calibration = calibrated(answered, Shape::TwoParameters, priors, fixed);

        REQUIRE(calibration.converged);
        for (std::size_t item = 0; item < items.size(); item += 2)
            CHECK(calibration.items[item].model == items[item]);
        CHECK(std::abs(calibration.population.mean - 0.6) < 0.08);
        CHECK(std::abs(calibration.population.sd - 1.3) < 0.08);
        CHECK(root_mean_square(calibration, items, &ItemModel::difficulty) < 0.1);
        CHECK(root_mean_square(calibration, items, &ItemModel::discrimination) < 0.1);
    }
}

TEST_CASE("Where all items are fixed the population alone is found") {
    const auto items = ordinary_items(30);
    const auto answered = simulated({.items = items,
                                     .persons = 2000,
                                     .population = {.mean = -0.5, .sd = 0.7},
                                     .given = 1,
                                     .seed = 2});
    const std::vector<std::optional<ItemModel>> fixed(items.begin(), items.end());

    const auto calibration = calibrated(answered, Shape::TwoParameters, false, fixed);

    CHECK(calibration.converged);
    CHECK(std::abs(calibration.population.mean + 0.5) < 0.06);
    CHECK(std::abs(calibration.population.sd - 0.7) < 0.06);
}

TEST_CASE("With nine answers in ten missing no item runs away, and the scale does not shrink") {
    const auto items = ordinary_items(120);
    const auto answered =
        simulated({.items = items, .persons = 2000, .population = {}, .given = 0.1, .seed = 21});

    const auto calibration = calibrated(answered, Shape::TwoParameters, true);

    REQUIRE(calibration.converged);
    double slopes = 0;
    for (const CalibratedItem& item : calibration.items) {
        CHECK(item.flag == ItemFlag::Ok);
        CHECK(std::abs(item.model.difficulty) < 3.5);
        slopes += item.model.discrimination / 120;
    }
    CHECK(std::abs(slopes - 1.1) < 0.06);
    CHECK(root_mean_square(calibration, items, &ItemModel::difficulty) < 0.25);
    CHECK(root_mean_square(calibration, items, &ItemModel::discrimination) < 0.2);
}

TEST_CASE(
    "Items of a handful of answers each keep to their priors, and the slopes do not collapse") {
    const auto items = ordinary_items(300);
    const auto answered =
        simulated({.items = items, .persons = 200, .population = {}, .given = 0.03, .seed = 4});

    const auto calibration = calibrated(answered, Shape::TwoParameters, true);

    REQUIRE(calibration.converged);
    REQUIRE(calibration.cycles < 100);
    for (const CalibratedItem& item : calibration.items) {
        CHECK(item.flag == ItemFlag::Few);
        CHECK((item.model.discrimination > 0.5 && item.model.discrimination < 2));
        CHECK(std::abs(item.model.difficulty) < 5);
    }
}

}  // namespace probant::engine::calibration
