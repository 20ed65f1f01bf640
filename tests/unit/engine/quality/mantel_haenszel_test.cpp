// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/mantel_haenszel.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "engine/quality/false_discovery.h"

namespace probant::engine::quality {

TEST_CASE("Penicillin and rabbits give what R's mantelhaen.test prints") {
    // Agresti (1990), page 233: cured and dead, without delay and after 1.5 hours, by dose.
    const auto found =
        mantel_haenszel({{0, 6, 0, 5}, {3, 3, 0, 6}, {6, 0, 2, 4}, {5, 1, 6, 0}, {2, 0, 5, 0}});

    REQUIRE(found);
    CHECK(found->odds_ratio == Approx(7));
    CHECK(found->chi_square == Approx(3.9286).margin(5e-5));
    CHECK(found->p == Approx(0.04747).margin(5e-6));
    // Its interval at 95 %: 1.026713 to 47.725133.
    const double reach = 1.959963985 * found->log_error;
    CHECK(7 * std::exp(-reach) == Approx(1.026713).margin(5e-7));
    CHECK(7 * std::exp(reach) == Approx(47.725133).margin(5e-5));
}

TEST_CASE("Admissions at Berkeley give what R's mantelhaen.test prints") {
    // Bickel, Hammel and O'Connell (1975): men and women admitted and not, by department.
    const auto found = mantel_haenszel({{512, 313, 89, 19},
                                        {353, 207, 17, 8},
                                        {120, 205, 202, 391},
                                        {138, 279, 131, 244},
                                        {53, 138, 94, 299},
                                        {22, 351, 24, 317}});

    REQUIRE(found);
    CHECK(found->odds_ratio == Approx(0.9046968).margin(5e-8));
    CHECK(found->chi_square == Approx(1.4269).margin(5e-5));
    CHECK(found->p == Approx(0.2323).margin(5e-5));
    const double reach = 1.959963985 * found->log_error;
    CHECK(found->odds_ratio * std::exp(-reach) == Approx(0.7719074).margin(5e-7));
    CHECK(found->odds_ratio * std::exp(reach) == Approx(1.0603298).margin(5e-7));
    CHECK(found->delta == Approx(-2.35 * std::log(0.9046968)));
    CHECK(ets_class(*found, false) == EtsClass::A);
}

TEST_CASE("Strata that compare nobody say nothing") {
    CHECK_FALSE(mantel_haenszel({}));
    CHECK_FALSE(mantel_haenszel({{10, 10, 0, 0}}));
    CHECK_FALSE(mantel_haenszel({{10, 0, 12, 0}, {7, 0, 3, 0}}));
    CHECK_FALSE(mantel_haenszel({{10, 0, 0, 12}}));  // no odds hold these
}

TEST_CASE("A class needs a size and not to be chance") {
    const auto of = [](double delta, double error) {
        return MantelHaenszel{.delta = delta, .delta_error = error};
    };
    CHECK(ets_class(of(0.99, 0.1), true) == EtsClass::A);
    CHECK(ets_class(of(-1.0, 0.1), true) == EtsClass::B);
    CHECK(ets_class(of(3.0, 0.1), false) == EtsClass::A);
    CHECK(ets_class(of(-1.49, 0.01), true) == EtsClass::B);
    CHECK(ets_class(of(-1.5, 0.3), true) == EtsClass::C);
    CHECK(ets_class(of(1.5, 0.31), true) == EtsClass::B);  // 0.5 is less than 1.645 x 0.31
}

TEST_CASE("False discovery rates reject what Benjamini and Hochberg reject in their example") {
    // Their paper of 1995, section 3.2: at .05, the four smallest and no more.
    const std::vector<double> p{0.3240,
                                0.0019,
                                0.0201,
                                0.0298,
                                1.0000,
                                0.0344,
                                0.0004,
                                0.4262,
                                0.0278,
                                0.0095,
                                0.6528,
                                0.0459,
                                0.5719,
                                0.0001,
                                0.7590};
    const auto q = false_discovery_rates(p);
    for (std::size_t n = 0; n < p.size(); ++n) {
        INFO(p[n]);
        CHECK((q[n] < 0.05) == (p[n] <= 0.0095));
    }
    CHECK(q[9] == Approx(0.0095 * 15 / 4));
    CHECK(q[13] == Approx(0.0001 * 15));
    CHECK(q[4] == Approx(1));
}

}  // namespace probant::engine::quality
