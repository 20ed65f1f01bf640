// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/logistic.h"

#include <cmath>

#include <catch2/catch.hpp>

namespace probant::engine::quality {
namespace {

void add(std::vector<MatchedAnswer>& answers, MatchedAnswer like, int people, int right) {
    for (int n = 0; n < people; ++n) {
        like.right = n < right;
        answers.push_back(like);
    }
}

std::vector<MatchedAnswer> some_answers() {
    std::vector<MatchedAnswer> answers;
    add(answers, {.ability = -1, .focal = false}, 40, 8);
    add(answers, {.ability = 0, .focal = false}, 60, 30);
    add(answers, {.ability = 1, .focal = false}, 50, 38);
    add(answers, {.ability = -1, .focal = true}, 30, 9);
    add(answers, {.ability = 0, .focal = true}, 45, 18);
    add(answers, {.ability = 1, .focal = true}, 35, 20);
    return answers;
}

/// n and k of a group at one ability: the largest log-likelihood there can be.
double saturated(double n, double k) {
    return k * std::log(k / n) + (n - k) * std::log(1 - k / n);
}

}  // namespace

TEST_CASE("The likelihood ratios are those that another program finds") {
    // Computed apart, by Newton's method with numpy's solver on the whole design matrix.
    const auto found = logistic_dif(some_answers());
    REQUIRE(found);
    CHECK(found->uniform.chi_square == Approx(1.6066872890712034).epsilon(1e-8));
    CHECK(found->non_uniform.chi_square == Approx(3.5131067838352124).epsilon(1e-8));
    CHECK(found->both.chi_square == Approx(5.119794072906416).epsilon(1e-8));
    CHECK(found->group_effect == Approx(-0.33970683).margin(1e-7));
    CHECK(found->size == Approx(0.023097181766511793).epsilon(1e-8));
}

TEST_CASE("With two abilities the whole model is the proportions themselves") {
    std::vector<MatchedAnswer> answers;
    add(answers, {.ability = 0, .focal = false}, 50, 20);
    add(answers, {.ability = 1, .focal = false}, 40, 25);
    add(answers, {.ability = 0, .focal = true}, 30, 6);
    add(answers, {.ability = 1, .focal = true}, 60, 45);

    const auto found = logistic_dif(answers);

    // Model 1 is then the proportions of both groups together.
    const double ability = saturated(80, 26) + saturated(100, 70);
    const double whole =
        saturated(50, 20) + saturated(40, 25) + saturated(30, 6) + saturated(60, 45);
    REQUIRE(found);
    CHECK(found->both.chi_square == Approx(2 * (whole - ability)).epsilon(1e-8));
    CHECK(found->both.p == Approx(std::exp(ability - whole)).epsilon(1e-8));
    CHECK(found->uniform.chi_square + found->non_uniform.chi_square ==
          Approx(found->both.chi_square));
}

TEST_CASE("Answers that have no largest likelihood say nothing") {
    std::vector<MatchedAnswer> answers;
    CHECK_FALSE(logistic_dif(answers));
    add(answers, {.ability = 0, .focal = false}, 50, 50);
    add(answers, {.ability = 1, .focal = true}, 50, 50);
    CHECK_FALSE(logistic_dif(answers));  // all are right
    answers.clear();
    add(answers, {.ability = 0, .focal = false}, 50, 20);
    add(answers, {.ability = 1, .focal = false}, 50, 20);
    CHECK_FALSE(logistic_dif(answers));  // one group
    answers.clear();
    add(answers, {.ability = -1, .focal = false}, 50, 0);
    add(answers, {.ability = 1, .focal = true}, 50, 50);
    add(answers, {.ability = 2, .focal = false}, 50, 50);
    CHECK_FALSE(logistic_dif(answers));  // an ability separates right from wrong
}

TEST_CASE("A size needs growth of R2 and not to be chance") {
    CHECK(logistic_size({.size = 0.2}, false) == LogisticSize::Negligible);
    CHECK(logistic_size({.size = 0.034}, true) == LogisticSize::Negligible);
    CHECK(logistic_size({.size = 0.036}, true) == LogisticSize::Moderate);
    CHECK(logistic_size({.size = 0.071}, true) == LogisticSize::Large);
}

}  // namespace probant::engine::quality
