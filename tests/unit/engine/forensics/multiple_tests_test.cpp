// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/multiple_tests.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

namespace probant::engine::forensics {

TEST_CASE("The example of Benjamini and Hochberg rejects four of its fifteen hypotheses at .05") {
    // Their paper of 1995, section 3.2: p-values of the trial of rt-PA and APSAC.
    const std::vector<double> p{0.0001,
                                0.0004,
                                0.0019,
                                0.0095,
                                0.0201,
                                0.0278,
                                0.0298,
                                0.0344,
                                0.0459,
                                0.3240,
                                0.4262,
                                0.5719,
                                0.6528,
                                0.7590,
                                1.000};

    const auto q = q_values(p);

    CHECK(std::ranges::count_if(q, [](double one) { return one <= 0.05; }) == 4);
    CHECK(std::abs(q[3] - 0.0095 * 15 / 4) < 1e-12);
    CHECK(std::abs(q[4] - 0.0201 * 15 / 5) < 1e-12);
    // .0278 x 15 / 6 is more than the next one's .0298 x 15 / 7, which is more than .0201's.
    CHECK(std::abs(q[5] - 0.0298 * 15 / 7) < 1e-12);
    CHECK(q[14] == 1.0);
}

TEST_CASE("q-values come in the order of their p-values, whatever that order is") {
    const auto q = q_values(std::vector<double>{0.5, 0.001, 0.02});

    CHECK(std::abs(q[0] - 0.5) < 1e-15);
    CHECK(std::abs(q[1] - 0.003) < 1e-15);
    CHECK(std::abs(q[2] - 0.03) < 1e-15);
    CHECK(q_values({}).empty());
}

}  // namespace probant::engine::forensics
