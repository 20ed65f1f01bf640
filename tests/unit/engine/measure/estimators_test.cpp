// SPDX-License-Identifier: EUPL-1.2
#include "engine/scoring/estimators.h"

#include <array>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

namespace probant::engine {
namespace {

/// LSAT6 as mirt's 2PL has it: a, and d = -a b.
std::vector<ItemModel> lsat6() {
    constexpr std::array<std::array<double, 2>, 5> kPublished{{{0.82565952, 2.77323438},
                                                               {0.72274421, 0.99020120},
                                                               {0.89087453, 0.24914753},
                                                               {0.68836799, 1.28475693},
                                                               {0.65685596, 2.05327045}}};
    std::vector<ItemModel> items;
    for (const auto& [a, d] : kPublished) {
        items.push_back(
            {.discrimination = a, .difficulty = -d / a, .guessing = 0, .thresholds = {}});
    }
    return items;
}

std::vector<Answered> pattern(const std::vector<ItemModel>& items,
                              const std::array<std::uint32_t, 5>& categories) {
    std::vector<Answered> answers;
    for (std::size_t n = 0; n < items.size(); ++n)
        answers.push_back({.item = &items[n], .category = {categories.at(n)}});
    return answers;
}

constexpr std::array<std::uint32_t, 5> kAllWrong{0, 0, 0, 0, 0};
constexpr std::array<std::uint32_t, 5> kAllRight{1, 1, 1, 1, 1};

Moments eap(const std::vector<Answered>& answers) {
    Likelihood likelihood;
    for (const Answered& answered : answers)
        add_answer(likelihood, log_likelihood_on_grid(*answered.item, answered.category));
    return moments(likelihood, 1000);
}

}  // namespace

TEST_CASE("The EAP of LSAT6's ends is mirt's") {
    const auto items = lsat6();
    const auto wrong = eap(pattern(items, kAllWrong));
    const auto right = eap(pattern(items, kAllRight));

    CHECK(std::abs(wrong.mean - -1.89677006) < 1e-3);
    CHECK(std::abs(wrong.sd - 0.80127688) < 1e-3);
    CHECK(std::abs(right.mean - 0.64562088) < 1e-3);
    CHECK(std::abs(right.sd - 0.85900664) < 1e-3);
}

TEST_CASE("The MAP of LSAT6's ends is mirt's") {
    const auto items = lsat6();
    const auto wrong = map_estimate(pattern(items, kAllWrong), 1);
    const auto right = map_estimate(pattern(items, kAllRight), 1);

    CHECK(std::abs(wrong.mean - -1.89525963) < 1e-4);
    CHECK(std::abs(wrong.sd - 0.79552456) < 1e-4);
    CHECK(std::abs(right.mean - 0.60633359) < 1e-4);
    CHECK(std::abs(right.sd - 0.85461408) < 1e-4);
}

TEST_CASE("The WLE of LSAT6's ends is finite and mirt's, where maximum likelihood has no answer") {
    const auto items = lsat6();
    const auto wrong = wle_estimate(pattern(items, kAllWrong));
    const auto right = wle_estimate(pattern(items, kAllRight));

    CHECK(std::abs(wrong.mean - -5.7039016) < 1e-3);
    CHECK(std::abs(wrong.sd - 2.0505285) < 1e-3);
    CHECK(std::abs(right.mean - 1.6497305) < 1e-3);
    CHECK(std::abs(right.sd - 1.8913383) < 1e-3);
}

TEST_CASE("Every estimator is finite for absurd items, graded and guessed ones too") {
    const std::vector<ItemModel> items{
        {.discrimination = 5, .difficulty = 8, .guessing = 0.9, .thresholds = {}},
        {.discrimination = 5, .difficulty = -8, .guessing = 0, .thresholds = {}},
        {.discrimination = 0.1, .difficulty = 0, .guessing = 0.3, .thresholds = {}},
        {.discrimination = 2, .difficulty = 0, .guessing = 0, .thresholds = {-1, 0, 1}}};
    for (std::uint32_t right = 0; right < 2; ++right) {
        std::vector<Answered> answers;
        for (const ItemModel& item : items)
            answers.push_back({.item = &item, .category = {right * full_credit(item).value}});
        for (const auto& told : {eap(answers), map_estimate(answers, 2), wle_estimate(answers)}) {
            CHECK((std::isfinite(told.mean) && std::abs(told.mean) <= kThetaLimit));
            CHECK((std::isfinite(told.sd) && told.sd > 0));
        }
    }
}

}  // namespace probant::engine
