// SPDX-License-Identifier: EUPL-1.2
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "answered.h"

namespace probant::engine::calibration {
namespace {

// What mirt printed, on the same nodes.
constexpr double kPrinted = 1e-4;

void require_near(double given, double expected, double tolerance, const std::string& what) {
    INFO(what << ": " << given << ", published " << expected);
    REQUIRE(std::abs(given - expected) <= tolerance);
}

void require_items(const Calibration& calibration, const std::vector<ItemModel>& expected) {
    for (std::size_t item = 0; item < expected.size(); ++item) {
        const ItemModel& model = calibration.items.at(item).model;
        const std::string name = "item " + std::to_string(item);
        require_near(
            model.discrimination, expected[item].discrimination, kPrinted, name + ", slope");
        REQUIRE(model.thresholds.size() == expected[item].thresholds.size());
        for (std::size_t k = 0; k < model.thresholds.size(); ++k)
            require_near(model.thresholds[k], expected[item].thresholds[k], kPrinted, name);
        require_near(model.difficulty, expected[item].difficulty, kPrinted, name + ", difficulty");
    }
}

void require_within_one_per_cent(const std::optional<double>& given, double expected) {
    REQUIRE(given.has_value());
    INFO(*given << ", published " << expected);
    REQUIRE(std::abs(*given / expected - 1) <= 0.01);
}

ItemModel graded(double a, std::vector<double> thresholds) {
    return {
        .discrimination = a, .difficulty = 0, .guessing = 0, .thresholds = std::move(thresholds)};
}

}  // namespace

TEST_CASE("LSAT6 is calibrated to the published likelihood and items") {
    const auto calibration = calibrated(published("lsat6"), Shape::TwoParameters, false);

    require_near(calibration.log_likelihood, -2466.6534, kPrinted, "log-likelihood");
    require_items(calibration,
                  {item_of(0.82565952, -3.35881114),
                   item_of(0.72274421, -1.37005760),
                   item_of(0.89087453, -0.27966624),
                   item_of(0.68836799, -1.86638100),
                   item_of(0.65685596, -3.12590669)});
}

TEST_CASE("The standard errors of LSAT6 are within one per cent of those published") {
    const auto calibration = calibrated(published("lsat6"), Shape::TwoParameters, false);

    const std::vector<double> slopes{0.25811493, 0.18667967, 0.23276384, 0.18514294, 0.20990918};
    // Those of ltm, which gives difficulties theirs.
    // NOLINTBEGIN(modernize-use-std-numbers): one is near the log of e by chance
    const std::vector<double> difficulties{
        0.866946248, 0.307336472, 0.099667249, 0.434119931, 0.869980793};
    // NOLINTEND(modernize-use-std-numbers)
    for (std::size_t item = 0; item < slopes.size(); ++item) {
        require_within_one_per_cent(calibration.items[item].errors.discrimination, slopes[item]);
        require_within_one_per_cent(calibration.items[item].errors.difficulty, difficulties[item]);
    }
}

TEST_CASE("LSAT7 is calibrated to the published likelihood and items") {
    const auto calibration = calibrated(published("lsat7"), Shape::TwoParameters, false);

    require_near(calibration.log_likelihood, -2658.8051, kPrinted, "log-likelihood");
    require_items(calibration,
                  {item_of(0.98754593, -1.87926009),
                   item_of(1.08083715, -0.74754055),
                   item_of(1.70747752, -1.05723566),
                   item_of(0.76498989, -0.63530226),
                   item_of(0.73567273, -2.52076435)});
}

TEST_CASE("The 3PL of LSAT7 is as likely as the published one, and has its single guessed item") {
    const auto calibration = calibrated(published("lsat7"), Shape::ThreeParameters, false);

    // The published cycles stopped a little below the maximum.
    REQUIRE(calibration.log_likelihood >= -2658.0549 - kPrinted);
    REQUIRE(calibration.log_likelihood <= -2658.0549 + 2e-3);
    require_near(calibration.items[1].model.guessing, 0.29505, 0.005, "guessing of item 1");
    for (const std::size_t item : {0U, 2U, 3U, 4U}) {
        REQUIRE(calibration.items[item].model.guessing < 3e-4);
        REQUIRE(calibration.items[item].flag == ItemFlag::Bound);
    }
}

TEST_CASE("The graded items of the science survey are those published") {
    const auto calibration = calibrated(published("science"), Shape::Graded, false);

    require_near(calibration.log_likelihood, -1608.8694, kPrinted, "log-likelihood");
    require_items(calibration,
                  {graded(1.0406416, {-4.6728111, -2.53609332, 1.40822417}),
                   graded(1.2258327, {-2.3853176, -0.73511708, 1.84888988}),
                   graded(2.3005942, {-2.2799215, -0.96437796, 0.85521201}),
                   graded(1.0937996, {-3.0598701, -0.90639969, 1.54281557})});
}

TEST_CASE("The verbal aggression items are those published") {
    const auto calibration =
        calibrated(published("verbal_aggression"), Shape::TwoParameters, false);

    require_near(calibration.log_likelihood, -4016.4272, kPrinted, "log-likelihood");
    require_items(calibration,
                  {item_of(1.3725080, -0.886138089),
                   item_of(1.7200721, -0.786023143),
                   item_of(1.5512972, -0.387060279),
                   item_of(2.3510331, -0.229724336),
                   item_of(1.3729277, -0.062386429),
                   item_of(1.4514892, 0.605971120)});
}

}  // namespace probant::engine::calibration
