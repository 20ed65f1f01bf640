// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/overlap.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "tests/unit/engine/quality/builders.h"

namespace probant::engine::quality {
namespace {

double shared(const RunSitting& one, const RunSitting& other) {
    double count = 0;
    for (const ItemNumber item : one.items)
        count += static_cast<double>(std::ranges::count(other.items, item));
    return count / static_cast<double>(one.items.size());
}

}  // namespace

TEST_CASE("Overlap is the average share of common items over all pairs") {
    // Pairs share 1 of 2, 0 of 2 and 1 of 2 items.
    const Run run{{a_sitting({0, 1}), a_sitting({1, 2}), a_sitting({2, 3})}};
    CHECK(overlap_of(run, 5).all == Approx(1.0 / 3));
}

TEST_CASE("Near people are those closer than a quarter, the quarter excluded") {
    const Run run{{a_sitting({0, 1}, 0.0),
                   a_sitting({0, 2}, 0.125),
                   a_sitting({0, 1}, 0.25),
                   a_sitting({0, 1}, 3.0)}};

    const auto overlap = overlap_of(run, 3);

    // The first is near the second, the third near the second, the second near both.
    CHECK(overlap.with_near == 3);
    CHECK(overlap.near == Approx(0.5));
}

TEST_CASE("Both overlaps agree with a slow look at each pair") {
    Run run;
    for (std::uint32_t n = 0; n < 80; ++n) {
        run.sittings.push_back(
            a_sitting({n % 5, 5 + n * n % 7, 12 + n / 3 % 6}, std::sqrt(n * 1.0) / 4));
    }
    double all = 0;
    double near = 0;
    for (const auto& one : run.sittings) {
        double sum = 0;
        int others = 0;
        for (const auto& other : run.sittings) {
            if (&one == &other) continue;
            all += shared(one, other) / (80.0 * 79);
            if (std::abs(one.ability - other.ability) >= kNearAbility) continue;
            sum += shared(one, other);
            ++others;
        }
        if (others > 0) near += sum / others;
    }

    const auto overlap = overlap_of(run, 20);

    CHECK(overlap.all == Approx(all));
    CHECK(overlap.near == Approx(near / static_cast<double>(overlap.with_near)));
}

TEST_CASE("One person alone shares nothing") {
    const auto overlap = overlap_of(Run{{a_sitting({0, 1})}}, 2);
    CHECK(overlap.all == 0);
    CHECK(overlap.near == 0);
    CHECK(overlap.with_near == 0);
}

}  // namespace probant::engine::quality
