// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/exposure.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/quality/answers.h"
#include "tests/unit/engine/quality/builders.h"

namespace probant::engine::quality {
namespace {

/// Ten sittings, the estimates rising; item 0 in the first five, item 1 in the 4th to the 6th.
Run ten_sittings() {
    Run run;
    for (std::uint32_t n = 0; n < 10; ++n) {
        std::vector<std::uint32_t> items{2 + n};
        if (n < 5) items.push_back(0);
        if (n >= 3 && n < 6) items.push_back(1);
        run.sittings.push_back(a_sitting(items, 0, n));
    }
    return run;
}

}  // namespace

TEST_CASE("Exposure is the share of sittings an item was given in") {
    const auto exposure =
        exposure_of(ten_sittings(), 13, {.cap = 0.3, .level_cap = 1, .window = 10});

    CHECK(exposure.rates[0] == Approx(0.5));
    CHECK(exposure.rates[1] == Approx(0.3));
    CHECK(exposure.rates[11] == Approx(0.1));
    CHECK(exposure.rates[12] == 0);
    CHECK(exposure.most.item == ItemNumber{0});
    CHECK(exposure.most.rate == Approx(0.5));
    CHECK(exposure.used == 12);
}

TEST_CASE("An item at the cap is not over it, one more sitting and it is") {
    const auto exposure =
        exposure_of(ten_sittings(), 13, {.cap = 0.3, .level_cap = 1, .window = 10});
    CHECK(exposure.over_cap == 1);

    CHECK_FALSE(is_over(600.0 / 2000, 0.3));
    CHECK(is_over(601.0 / 2000, 0.3));
}

TEST_CASE("Every sliding window is looked at, not only the run as a whole") {
    // Windows of 4: items 0 fills those that start at 0 and 1, is 3 of 4 in the next, 2, 1, then 0;
    // item 1 is 1, 2, 3, 3, 2 and 1 of 4 from the window of the start 0 on.
    const auto exposure =
        exposure_of(ten_sittings(), 13, {.cap = 0.7, .level_cap = 1, .window = 4});

    CHECK(exposure.window == 4);
    CHECK(exposure.windows == 7);
    CHECK(exposure.most_in_window.item == ItemNumber{0});
    CHECK(exposure.most_in_window.rate == Approx(1));
    CHECK(exposure.windows_over_cap == 4);  // starts 0, 1, 2 by item 0, start 3 by item 1
}

TEST_CASE("Windows agree with a slow look at each of them") {
    const auto run = an_answered_run(an_ordinary_pool(4), {.people = 0}, as_said);
    Run mixed = run;
    for (std::uint32_t n = 0; n < 60; ++n)
        mixed.sittings.push_back(a_sitting({n * n % 7, 7 + n * 5 % 11, 18 + n / 9}));
    for (const std::size_t length : {1U, 7U, 20U, 59U, 60U, 100U}) {
        const std::size_t window = std::min<std::size_t>(length, 60);
        std::size_t most = 0;
        for (std::size_t start = 0; start + window <= 60; ++start) {
            for (std::uint32_t item = 0; item < 30; ++item) {
                std::size_t count = 0;
                for (std::size_t at = start; at < start + window; ++at) {
                    count += static_cast<std::size_t>(
                        std::ranges::count(mixed.sittings[at].items, ItemNumber{item}));
                }
                most = std::max(most, count);
            }
        }
        INFO("window of " << length);
        const auto exposure = exposure_of(mixed, 30, {.cap = 1, .level_cap = 1, .window = length});
        CHECK(exposure.most_in_window.rate ==
              Approx(static_cast<double>(most) / static_cast<double>(window)));
    }
}

TEST_CASE("Levels are fifths by estimate, whatever the order of the sittings") {
    auto run = ten_sittings();
    std::ranges::reverse(run.sittings);

    const auto exposure = exposure_of(run, 13, {.cap = 1, .level_cap = 0.6, .window = 10});

    for (const LevelExposure& level : exposure.levels)
        CHECK(level.sittings == 2);
    CHECK(exposure.levels[0].estimate_low == 0);
    CHECK(exposure.levels[4].estimate_high == 9);
    CHECK(exposure.levels[0].most.item == ItemNumber{0});
    CHECK(exposure.levels[0].most.rate == Approx(1));
    CHECK(exposure.levels[0].over_cap == 1);
    CHECK(exposure.levels[1].most.rate == Approx(1));    // items 0 in 2 and 3
    CHECK(exposure.levels[2].over_cap == 1);             // item 1 in 4 and 5
    CHECK(exposure.levels[3].most.rate == Approx(0.5));  // only their own items
}

TEST_CASE("A run shorter than a window is one window") {
    const auto exposure =
        exposure_of(ten_sittings(), 13, {.cap = 0.4, .level_cap = 1, .window = 2000});
    CHECK(exposure.window == 10);
    CHECK(exposure.windows == 1);
    CHECK(exposure.windows_over_cap == 1);
    CHECK(exposure.most_in_window.rate == Approx(0.5));
}

TEST_CASE("Answers gathered are counted by item and by competence") {
    const auto pool = an_ordinary_pool(18);
    auto run = an_answered_run(pool, {.people = 120}, as_said);
    run.sittings[0].answers[17] = std::nullopt;
    for (auto& sitting : run.sittings) {
        sitting.items.erase(sitting.items.begin());
        sitting.answers.erase(sitting.answers.begin());
    }

    const auto answers = answers_of(pool, run);

    CHECK(answers.all.items == 18);
    CHECK(answers.all.given == 2040);
    CHECK(answers.all.answered == 2039);
    CHECK(answers.all.never_answered == 1);
    CHECK(answers.all.rough == 17);
    CHECK(answers.all.good == 0);
    CHECK(answers.competences[0].items == 2);  // 0, never given, and 16
    CHECK(answers.competences[0].answered == 120);
    CHECK(answers.competences[1].answered == 239);  // 1 and 17
}

}  // namespace probant::engine::quality
