// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/stop.h"

#include <catch2/catch.hpp>

#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

const Pool& a_pool() {
    static const Pool pool([] {
        std::vector<PoolItem> items;
        for (std::uint32_t n = 0; n < 40; ++n) {
            items.push_back(
                {.model = {.discrimination = 1.5, .difficulty = 0, .guessing = 0, .thresholds = {}},
                 .competence = {},
                 .tube = TubeNumber{n},
                 .enemies = {}});
        }
        return items;
    }());
    return pool;
}

/// So many answers to items of difficulty 0, all right or by turns right and wrong.
TestState answers(std::uint32_t count, bool all_right) {
    TestState state;
    for (std::uint32_t n = 0; n < count; ++n) {
        draw(state, {n});
        answer(state, a_pool(), {n}, all_right || n % 2 == 0);
    }
    return state;
}

bool stops(const StopRules& rules, const TestState& state, double seconds = 0) {
    const Progress progress{.score = moments(state.likelihood, 2000), .seconds = seconds};
    return should_stop(rules, state, a_pool(), progress);
}

}  // namespace

TEST_CASE("A fixed length stops at its last answer and not before") {
    const StopRules rules{.most = 12};
    CHECK_FALSE(stops(rules, answers(11, false)));
    CHECK(stops(rules, answers(12, false)));
}

TEST_CASE("A precise enough estimate stops, but never before the least answers") {
    StopRules rules{.kind = StopKind::Precision, .se = 0.5, .least = 5, .most = 40};
    CHECK_FALSE(stops(rules, answers(3, false)));
    CHECK(stops(rules, answers(12, false)));
    rules.least = 20;
    CHECK_FALSE(stops(rules, answers(12, false)));
    rules.se = 0.01;
    CHECK_FALSE(stops(rules, answers(30, false)));
}

TEST_CASE("An interval that holds no cut stops, one that holds a cut does not") {
    const StopRules rules{.kind = StopKind::Interval, .cuts = {0.0, 9.0}, .most = 40};
    CHECK_FALSE(stops(rules, answers(30, /*all_right=*/false)));
    CHECK(stops(rules, answers(30, /*all_right=*/true)));
}

TEST_CASE("The probability ratio decides between the sides of a cut when it passes Wald's bounds") {
    // Each right answer at a cut of 0 with delta .2 and a 1.5 adds ln(P(.2) / P(-.2)) = .3.
    const StopRules rules{.kind = StopKind::Sprt, .cuts = {0.0}, .most = 40};
    CHECK_FALSE(stops(rules, answers(9, /*all_right=*/true)));  // 9 x .3 < ln 19 = 2.944
    CHECK(stops(rules, answers(10, /*all_right=*/true)));
    CHECK_FALSE(stops(rules, answers(30, /*all_right=*/false)));
}

TEST_CASE("Time stops when it has passed") {
    const StopRules rules{.kind = StopKind::Time, .seconds = 600, .most = 40};
    CHECK_FALSE(stops(rules, answers(5, true), 599));
    CHECK(stops(rules, answers(5, true), 600));
}

}  // namespace probant::engine
