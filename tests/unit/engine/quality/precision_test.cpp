// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/precision.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <catch2/catch.hpp>

#include "tests/unit/engine/quality/builders.h"

namespace probant::engine::quality {
namespace {

ItemModel two_parameters(double a, double b) {
    return {.discrimination = a, .difficulty = b, .guessing = 0, .thresholds = {}};
}

}  // namespace

TEST_CASE("Errors, coverage and information of two people are those computed by hand") {
    // At its difficulty an item of discrimination a informs a^2 / 4: 1, 0.25 and 0.0625.
    const auto pool = a_pool({two_parameters(2, 0), two_parameters(1, 0), two_parameters(0.5, 0)});
    const Run run{{a_sitting({0, 1}, 0, 0.3, 0.2), a_sitting({1, 2}, 0, -0.4, 0.2)}};

    const auto all = precision_of(pool, run).all;

    CHECK(all.people == 2);
    CHECK(all.bias == Approx(-0.05));
    CHECK(all.rmse == Approx(std::sqrt((0.09 + 0.16) / 2)));
    CHECK(all.error_said == Approx(0.2));
    CHECK(all.coverage == Approx(0.5));  // 0.3 is within 0.392, 0.4 is not
    CHECK(all.information == Approx((1.25 + 0.3125) / 2));
    CHECK(all.ceiling == Approx(1.25));
    CHECK(all.share == Approx((1 + 0.25) / 2));
    CHECK(all.oracle_rmse == Approx(std::sqrt(1 / 1.25)));
}

TEST_CASE("Strata hold their lower bound and not their upper one") {
    const auto pool = an_ordinary_pool(4);
    Run run;
    for (const double ability : {-2.1, -2.0, -1.5, -1.0, 0.0, 0.99, 1.0, 2.0, 5.0})
        run.sittings.push_back(a_sitting({0}, ability));

    const auto report = precision_of(pool, run);

    std::vector<std::size_t> people;
    for (const Stratum& stratum : report.strata)
        people.push_back(stratum.precision.people);
    CHECK(people == std::vector<std::size_t>{1, 2, 3, 1, 2});
    std::size_t on_curve = 0;
    for (const Stratum& stratum : report.curve)
        on_curve += stratum.precision.people;
    CHECK(on_curve == 8);  // the one at 5 is beyond the curve
}

TEST_CASE("The best items are found without looking at all, and are the same") {
    std::vector<ItemModel> models;
    for (int n = 0; n < 300; ++n) {
        models.push_back({.discrimination = 0.3 + 0.01 * (n * 37 % 200),
                          .difficulty = -4 + 0.03 * (n * 91 % 270),
                          .guessing = n % 3 == 0 ? 0.2 : 0,
                          .thresholds = {}});
    }
    const auto pool = a_pool(models);
    for (const double ability : {-12.0, -8.0, -3.3, 0.0, 0.04, 1.7, 7.99, 9.0}) {
        std::vector<double> all;
        for (const auto& model : models)
            all.push_back(information(model, ability));
        std::ranges::sort(all, std::greater<>());
        for (const std::size_t count : {1U, 32U, 400U}) {
            double sum = 0;
            for (std::size_t n = 0; n < std::min<std::size_t>(count, all.size()); ++n)
                sum += all[n];
            INFO("at " << ability << ", the best " << count);
            CHECK(best_information(pool, ability, count) == Approx(sum).epsilon(1e-12));
        }
    }
}

TEST_CASE("A sitting without any question divides nothing by zero") {
    const auto all = precision_of(an_ordinary_pool(4), Run{{a_sitting({})}}).all;
    CHECK(all.people == 1);
    CHECK(all.share == 0);
    CHECK(all.oracle_rmse == 0);
}

}  // namespace probant::engine::quality
