// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/drift.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "tests/unit/engine/quality/builders.h"

namespace probant::engine::quality {
namespace {

constexpr std::uint32_t kLeaked = 6;

double one_leaked_item(std::size_t /*person*/, std::uint32_t item) {
    return item == kLeaked ? -0.8 : 0.0;
}

std::vector<FitDrift> fit_when(Harder harder) {
    const auto pool = an_ordinary_pool(30);
    const auto run = an_answered_run(pool, {.people = 3000}, harder);
    return fit_of(rests_by_item(pool, run, origins_of(pool, run)));
}

ReferenceItem calibrated(const Pool& pool, std::uint32_t number) {
    return {.item = ItemNumber{number},
            .model = pool.at(ItemNumber{number}).model,
            .discrimination_error = 0.1,
            .difficulty_errors = {0.2},
            .sound = true};
}

}  // namespace

TEST_CASE("A parameter's difference is told in its standard errors") {
    const auto pool = an_ordinary_pool(4);
    auto moved = calibrated(pool, 2);
    moved.model.discrimination += 0.05;
    moved.model.difficulty += 1.0;

    const auto drift = drift_from({calibrated(pool, 0), calibrated(pool, 1), moved}, pool);

    CHECK(drift.items[0].state == DriftState::Steady);
    CHECK(drift.items[0].curve_gap == 0);
    CHECK(drift.items[2].difficulty_z == Approx(5));
    CHECK(drift.items[2].discrimination_z == Approx(0.5));
    // Two looks at P(|Z| > 5) = 5.733e-7; three items were tested.
    CHECK(drift.items[2].p == Approx(2 * 5.733031e-7).epsilon(1e-5));
    CHECK(drift.items[2].q == Approx(6 * 5.733031e-7).epsilon(1e-5));
    CHECK(drift.items[2].state == DriftState::Moved);
    CHECK(drift.items[2].curve_gap > 0.1);
    CHECK(drift.difficulty_shift == Approx(1.0 / 3));
}

TEST_CASE("A calibration on another scale is told as a shift and a spread") {
    const auto pool = an_ordinary_pool(20);
    std::vector<ReferenceItem> reference;
    for (std::uint32_t n = 0; n < 20; ++n) {
        reference.push_back(calibrated(pool, n));
        reference.back().model.difficulty = 0.4 + 1.5 * reference.back().model.difficulty;
    }
    const auto drift = drift_from(reference, pool);
    CHECK(drift.difficulty_shift == Approx(0.4));
    CHECK(drift.difficulty_spread == Approx(1.5));
}

TEST_CASE("A calibration that is not sound, or of another model, tells nothing of its item") {
    const auto pool = an_ordinary_pool(5);
    auto few = calibrated(pool, 0);
    few.sound = false;
    auto without_error = calibrated(pool, 1);
    without_error.difficulty_errors = {0};
    auto graded = calibrated(pool, 2);
    graded.model.thresholds = {0, 1};
    graded.difficulty_errors = {0.1, 0.1};
    for (const auto& item : drift_from({few, without_error, graded}, pool).items) {
        INFO("item " << item.item.value);
        CHECK(item.state == DriftState::CouldNotTell);
        CHECK(item.q == 1);
    }
}

TEST_CASE("Of a graded item the threshold that moved most is told") {
    auto items = an_ordinary_pool(3).items();
    items[1].model.thresholds = {-1, 0, 1};
    const Pool pool(items);
    auto moved = calibrated(pool, 1);
    moved.model.thresholds = {-1.1, 0.0, 1.3};
    moved.difficulty_errors = {0.1, 0.1, 0.05};
    const auto drift = drift_from({moved}, pool);
    CHECK(drift.items[0].difficulty_z == Approx(6));
    CHECK(drift.items[0].difficulty_difference == Approx(0.3));
    CHECK(drift.items[0].state == DriftState::Moved);
}

TEST_CASE("An item that has become easier is found, and it alone") {
    const auto fits = fit_when(one_leaked_item);
    for (const FitDrift& fit : fits) {
        INFO("item " << fit.item.value << ", chi-square " << fit.chi_square);
        CHECK((fit.state == DriftState::Moved) == (fit.item.value == kLeaked));
    }
    CHECK(fits[kLeaked].observed > fits[kLeaked].expected + 0.05);
    CHECK(fits[kLeaked].z > 5);
}

TEST_CASE("Where the bank is right the chi-square is as large as its degrees of freedom") {
    const auto fits = fit_when(as_said);
    double sum = 0;
    for (const FitDrift& fit : fits) {
        CHECK(fit.freedom == kMatchedStrata);
        CHECK(fit.state == DriftState::Steady);
        sum += fit.chi_square;
    }
    // 30 items of 8 degrees: 240 expected, with a standard deviation of 22.
    CHECK(sum == Approx(240).margin(66));
}

TEST_CASE("People evenly spread do not make sound items look moved, as a normal curve would") {
    const auto pool = an_ordinary_pool(30);
    const auto run = an_answered_run(pool, {.people = 12'000, .half_width = 4}, as_said);
    const auto moved_under = [&](const Origins& origins) {
        return std::ranges::count(
            fit_of(rests_by_item(pool, run, origins)), DriftState::Moved, &FitDrift::state);
    };
    CHECK(moved_under(origins_of(pool, run)) <= 1);  // one alarm in twenty such runs is chance
    CHECK(moved_under(one_origin(normal_population(0, 2.31), run)) > 5);
}

TEST_CASE("The chi-square is the sum over strata of squared residuals over their variance") {
    std::vector<Rest> rests;
    for (std::size_t n = 0; n < 160; ++n) {
        rests.push_back({.sitting = n,
                         .right = n % 20 < 12,
                         .ability = static_cast<double>(n),
                         .expected = 0.5});
    }
    const auto fits = fit_of({rests});
    // In each of 8 strata of 20: 12 right of 10 expected, variance 5.
    REQUIRE(fits.size() == 1);
    CHECK(fits[0].chi_square == Approx(8 * 4.0 / 5));
    CHECK(fits[0].z == Approx(16 / std::sqrt(40.0)));
    CHECK(fits[0].observed == Approx(0.6));
    CHECK(fits[0].expected == Approx(0.5));
}

TEST_CASE("Fewer than a hundred answers do not tell of drift") {
    const std::vector<Rest> rests(99, {.sitting = 0, .right = true, .ability = 0, .expected = 0.1});
    CHECK(fit_of({rests})[0].state == DriftState::CouldNotTell);
}

}  // namespace probant::engine::quality
