// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/second_order.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include <catch2/catch.hpp>

#include "answered.h"
#include "engine/calibration/answers.h"
#include "engine/calibration/branches.h"

namespace probant::engine::calibration {
namespace {

constexpr double kTolerance = 0.05;

/// Item n is of competence n modulo 16, as in `Deviating`.
std::vector<PlacedItem> placed(const std::vector<ItemModel>& models) {
    std::vector<PlacedItem> items;
    for (std::size_t n = 0; n < models.size(); ++n) {
        const auto index = static_cast<std::uint32_t>(n % kCompetences);
        items.push_back({.model = models[n], .competence = Competence::at(index)});
    }
    return items;
}

/// The slopes that a calibration of one ability would find, had it the answers of everybody.
std::vector<PlacedItem> blurred(const Deviating& people) {
    const double variance =
        people.domain_sd * people.domain_sd + people.competence_sd * people.competence_sd;
    auto items = placed(people.items);
    for (PlacedItem& item : items) {
        double& a = item.model.discrimination;
        a /= std::sqrt(1 + a * a * variance / (1.7 * 1.7));
    }
    return items;
}

SecondOrder found(const Answered& answered, const std::vector<PlacedItem>& items) {
    return second_order({.answers = answered.bytes, .items = items, .population = {}}, alone, {});
}

Slope slope_of(const Answered& answered,
               const std::vector<PlacedItem>& items,
               const UnknownVector& point) {
    const SecondOrderRequest request{.answers = answered.bytes, .items = items, .population = {}};
    const Branches branches(request);
    const Tree tree(point);
    Climber climber(branches, tree);
    Slope slope;
    for (std::size_t person = 0; person < answered.persons(); ++person)
        climber.add(person, slope);
    return slope;
}

/// The mean of `inner` over a normal deviation, by a trapezoid that has nothing of the engine.
template <typename Inner>
double mean_over(double mean, double sd, const Inner& inner) {
    constexpr int kHalf = 40;
    double sum = 0;
    double weights = 0;
    for (int n = -kHalf; n <= kHalf; ++n) {
        const double z = 6.0 * n / kHalf;
        const double weight = std::exp(-z * z / 2);
        sum += weight * inner(mean + sd * z);
        weights += weight;
    }
    return sum / weights;
}

double plain_branch(const Answered& answered,
                    const std::vector<PlacedItem>& items,
                    std::size_t competence,
                    double ability) {
    double product = 1;
    for (std::size_t item = competence; item < answered.items; item += kCompetences) {
        const auto& model = items[item].model;
        const double right =
            1 / (1 + std::exp(-model.discrimination * (ability - model.difficulty)));
        product *= answered.bytes[item] == 1 ? right : 1 - right;
    }
    return product;
}

/// Of the first person: an integral over each deviation, inside one another.
double plain_log_likelihood(const Answered& answered,
                            const std::vector<PlacedItem>& items,
                            const UnknownVector& point) {
    const double domain_sd = std::sqrt(point[kOfDomain]);
    const double competence_sd = std::sqrt(point[kOfCompetence]);
    const auto whole = [&](double theta) {
        double product = 1;
        std::size_t first = 0;
        for (const std::size_t size : kDomainSizes) {
            product *= mean_over(theta, domain_sd, [&](double of_domain) {
                double branches = 1;
                for (std::size_t n = first; n < first + size; ++n) {
                    branches *= mean_over(of_domain, competence_sd, [&](double ability) {
                        return plain_branch(answered, items, n, ability);
                    });
                }
                return branches;
            });
            first += size;
        }
        return product;
    };
    return std::log(mean_over(point[kMean], std::sqrt(point[kWhole]), whole));
}

TEST_CASE("The likelihood of the second order is that of integrals inside one another") {
    const auto items = placed(ordinary_items(48));
    const auto answered = simulated(Deviating{.items = ordinary_items(48),
                                              .persons = 1,
                                              .domain_sd = 0.3,
                                              .competence_sd = 0.4,
                                              .given = 48,
                                              .seed = 11});
    for (const UnknownVector& point :
         {UnknownVector{0.2, 1.1, 0.09, 0.16}, UnknownVector{-0.5, 0.8, 0.36, 0.01}}) {
        CHECK(slope_of(answered, items, point).log_likelihood ==
              Approx(plain_log_likelihood(answered, items, point)).margin(5e-4));
    }
}

TEST_CASE("The scores of the second order are the slopes of its likelihood") {
    const auto items = placed(ordinary_items(160));
    const auto answered = simulated(Deviating{.items = ordinary_items(160),
                                              .persons = 20,
                                              .domain_sd = 0.3,
                                              .competence_sd = 0.4,
                                              .given = 32,
                                              .seed = 12});
    const UnknownVector point{0.1, 0.9, 0.05, 0.2};

    const auto slope = slope_of(answered, items, point);

    for (std::size_t n = 0; n < kUnknownsOfPopulation; ++n) {
        constexpr double kAway = 1e-4;
        UnknownVector above = point;
        UnknownVector below = point;
        above.at(n) += kAway;
        below.at(n) -= kAway;
        const double plain = (slope_of(answered, items, above).log_likelihood -
                              slope_of(answered, items, below).log_likelihood) /
                             (2 * kAway);
        CHECK(slope.gradient.at(n) == Approx(plain).margin(2e-3));
    }
}

TEST_CASE("Deviations that made 1,200 persons' 160 answers are found") {
    Deviating people{.items = ordinary_items(160), .persons = 1200, .given = 160, .seed = 1};
    for (const auto& [domain_sd, competence_sd] : {std::array{0.3, 0.4}, std::array{0.5, 0.2}}) {
        people.domain_sd = domain_sd;
        people.competence_sd = competence_sd;

        const auto result = found(simulated(people), blurred(people));

        REQUIRE(result.deviations);
        CHECK(result.converged);
        CHECK(result.deviations->domain_sd == Approx(domain_sd).margin(kTolerance));
        CHECK(result.deviations->competence_sd == Approx(competence_sd).margin(kTolerance));
    }
}

TEST_CASE("Domains that do not deviate are found to deviate less than rules may say") {
    const Deviating people{.items = ordinary_items(160),
                           .persons = 1200,
                           .domain_sd = 0,
                           .competence_sd = 0.6,
                           .given = 160,
                           .seed = 2};

    const auto result = found(simulated(people), blurred(people));

    REQUIRE(result.deviations);
    CHECK(result.deviations->domain_sd < 0.1);
    CHECK(result.deviations->competence_sd == Approx(0.6).margin(kTolerance));
}

TEST_CASE("Deviations are found where each person answered 32 of 160 items") {
    const Deviating people{.items = ordinary_items(160),
                           .persons = 3000,
                           .domain_sd = 0.3,
                           .competence_sd = 0.4,
                           .given = 32,
                           .seed = 3};

    const auto result = found(simulated(people), blurred(people));

    REQUIRE(result.deviations);
    CHECK(result.deviations->domain_sd == Approx(0.3).margin(kTolerance));
    CHECK(result.deviations->competence_sd == Approx(0.4).margin(kTolerance));
}

TEST_CASE("Deviations are found from the parameters that the same answers gave") {
    const Deviating people{.items = ordinary_items(80),
                           .persons = 2000,
                           .domain_sd = 0.3,
                           .competence_sd = 0.4,
                           .given = 80,
                           .seed = 4};
    const auto answered = simulated(people);
    const auto calibration = calibrated(answered, Shape::TwoParameters, false);
    auto items = placed(people.items);
    for (std::size_t n = 0; n < items.size(); ++n)
        items[n].model = calibration.items[n].model;

    const auto result = found(answered, items);

    REQUIRE(result.deviations);
    CHECK(result.deviations->domain_sd == Approx(0.3).margin(kTolerance));
    CHECK(result.deviations->competence_sd == Approx(0.4).margin(kTolerance));
}

Deviating few_people(std::size_t persons) {
    return {.items = ordinary_items(48),
            .persons = persons,
            .domain_sd = 0.3,
            .competence_sd = 0.4,
            .given = 48,
            .seed = 5};
}

TEST_CASE("With 199 persons deviations are not told, with 200 they are") {
    const auto items = placed(ordinary_items(48));
    CHECK_FALSE(found(simulated(few_people(199)), items).deviations);
    CHECK(found(simulated(few_people(199)), items).persons == 199);
    CHECK(found(simulated(few_people(200)), items).deviations);
}

TEST_CASE("Answers in one competence of each domain do not tell its deviation from the domain's") {
    auto items = placed(ordinary_items(48));
    const std::array<std::uint32_t, kDomains> firsts{0, 3, 7, 11, 14};
    for (std::size_t n = 0; n < items.size(); ++n)
        items[n].competence = Competence::at(firsts.at(n % kDomains));

    CHECK_FALSE(found(simulated(few_people(300)), items).deviations);
}

TEST_CASE("Answers in one competence alone tell of no deviation") {
    auto items = placed(ordinary_items(48));
    for (PlacedItem& item : items)
        item.competence = Competence::at(5);

    const auto result = found(simulated(few_people(300)), items);

    CHECK_FALSE(result.deviations);
    CHECK(result.persons == 0);
}

TEST_CASE("Deviations are the same bits whatever the crew") {
    const auto answered = simulated(few_people(250));
    const auto items = placed(ordinary_items(48));
    const Crew backwards = [](std::size_t parts, const Part& work) {
        while (parts-- > 0)
            work(parts);
    };

    const auto one = found(answered, items);
    const auto other =
        second_order({.answers = answered.bytes, .items = items, .population = {}}, backwards, {});

    REQUIRE(one.deviations);
    REQUIRE(other.deviations);
    CHECK(one.deviations->domain_sd == other.deviations->domain_sd);
    CHECK(one.deviations->competence_sd == other.deviations->competence_sd);
    CHECK(one.log_likelihood == other.log_likelihood);
}

TEST_CASE("Deviations are on the scale of the items") {
    const auto answered = simulated(few_people(250));
    auto items = placed(ordinary_items(48));
    const auto one = found(answered, items);
    for (PlacedItem& item : items) {
        item.model.discrimination /= 2;
        item.model.difficulty = 2 * item.model.difficulty + 3;
    }

    const auto other = second_order(
        {.answers = answered.bytes, .items = items, .population = {.mean = 3, .sd = 2}}, alone, {});

    REQUIRE(one.deviations);
    REQUIRE(other.deviations);
    CHECK(other.deviations->competence_sd == Approx(2 * one.deviations->competence_sd));
    CHECK(other.deviations->competence_error.value() ==
          Approx(2 * one.deviations->competence_error.value()));
}

TEST_CASE("Answers that no ability explains give finite deviations") {
    auto items = placed(ordinary_items(160));
    for (PlacedItem& item : items)
        item.model = item_of(20, item.model.difficulty > 0 ? 19 : -19);
    Answered answered{.bytes = {}, .items = 160};
    for (std::size_t n = 0; n < 210 * answered.items; ++n)
        answered.bytes.push_back(n % 3 == 0 ? 1 : 0);

    const auto result = found(answered, items);

    CHECK(std::isfinite(result.log_likelihood));
    if (!result.deviations) return;
    CHECK(std::isfinite(result.deviations->domain_sd));
    CHECK(std::isfinite(result.deviations->competence_sd));
}

}  // namespace
}  // namespace probant::engine::calibration
