// SPDX-License-Identifier: EUPL-1.2
#include "engine/models/item_model.h"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace probant::engine {
namespace {

struct Named {
    std::string name{};
    ItemModel model{};
};

/// Ordinary items and absurd ones, of each model.
std::vector<Named> models() {
    std::vector<Named> named;
    for (const double a : {0.01, 0.4, 1.0, 2.5, 5.0, 20.0}) {
        for (const double b : {-20.0, -8.0, 0.0, 1.3, 8.0, 20.0}) {
            for (const double c : {0.0, 0.001, 0.2, 0.9, 0.999}) {
                named.push_back(
                    {.name = "a " + std::to_string(a) + " b " + std::to_string(b) + " c " +
                             std::to_string(c),
                     .model = {
                         .discrimination = a, .difficulty = b, .guessing = c, .thresholds = {}}});
            }
            named.push_back(
                {.name = "graded, a " + std::to_string(a) + " around " + std::to_string(b),
                 .model = {.discrimination = a,
                           .difficulty = 0,
                           .guessing = 0,
                           .thresholds = {b - 1, b - 0.999, b, b + 2}}});
        }
    }
    return named;
}

std::vector<double> abilities() {
    std::vector<double> thetas;
    for (int quarter = -32; quarter <= 32; ++quarter)
        thetas.push_back(0.25 * quarter);
    return thetas;
}

/// The textbook formula, in long doubles, where it can be trusted.
long double textbook(const ItemModel& model, double theta, std::uint32_t category) {
    const auto reaches = [&](long double b) {
        const auto a = static_cast<long double>(model.discrimination);
        return 1.0L / (1.0L + std::exp(-a * (static_cast<long double>(theta) - b)));
    };
    if (is_graded(model)) {
        const auto& b = model.thresholds;
        const long double above =
            category == 0 ? 1.0L : reaches(static_cast<long double>(b[category - 1]));
        const long double below =
            category == b.size() ? 0.0L : reaches(static_cast<long double>(b[category]));
        return above - below;
    }
    const auto c = static_cast<long double>(model.guessing);
    const long double right = c + (1 - c) * reaches(static_cast<long double>(model.difficulty));
    return category == 1 ? right : 1 - right;
}

}  // namespace

TEST_CASE("The probabilities of an item's categories sum to one at any ability") {
    for (const auto& [name, model] : models()) {
        for (const double theta : abilities()) {
            INFO(name << " at " << theta);
            double sum = 0;
            for (std::uint32_t k = 0; k <= full_credit(model).value; ++k)
                sum += probability(model, theta, Category{k});
            CHECK(std::abs(sum - 1) < 1e-12);
        }
    }
}

TEST_CASE("A probability is the textbook's, and its logarithm loses nothing in the tails") {
    for (const auto& [name, model] : models()) {
        for (const double theta : abilities()) {
            for (std::uint32_t k = 0; k <= full_credit(model).value; ++k) {
                INFO(name << " at " << theta << ", category " << k);
                const auto expected = static_cast<double>(textbook(model, theta, k));
                const double log = log_likelihood(model, theta, Category{k});
                CHECK(std::abs(probability(model, theta, Category{k}) - expected) < 1e-12);
                CHECK((std::isfinite(log) && log <= 0));
                if (expected > 1e-4) CHECK(std::abs(log - std::log(expected)) < 1e-9);
            }
        }
    }
}

TEST_CASE("The slope of the logarithm is its derivative") {
    constexpr double kStep = 1e-5;
    for (const auto& [name, model] : models()) {
        if (model.discrimination > 5) continue;  // too steep for a difference of two points
        for (const double theta : abilities()) {
            for (std::uint32_t k = 0; k <= full_credit(model).value; ++k) {
                INFO(name << " at " << theta << ", category " << k);
                const double rise = log_likelihood(model, theta + kStep, Category{k}) -
                                    log_likelihood(model, theta - kStep, Category{k});
                const double slope = log_likelihood_slope(model, theta, Category{k});
                CHECK(std::abs(rise / (2 * kStep) - slope) < 1e-5);
            }
        }
    }
}

TEST_CASE("Information is what the slopes make of it, never negative and never infinite") {
    for (const auto& [name, model] : models()) {
        for (const double theta : abilities()) {
            INFO(name << " at " << theta);
            double expected = 0;
            for (std::uint32_t k = 0; k <= full_credit(model).value; ++k) {
                const double slope = log_likelihood_slope(model, theta, Category{k});
                expected += probability(model, theta, Category{k}) * slope * slope;
            }
            const double given = information(model, theta);
            const double scale = model.discrimination * model.discrimination;
            CHECK((given >= 0 && std::isfinite(given)));
            CHECK(std::abs(given - expected) <= 1e-9 * scale);
            if (!is_graded(model)) CHECK(given <= scale / 4);
        }
    }
}

TEST_CASE("No ability of a band informs more than the band's bound") {
    for (const auto& [name, model] : models()) {
        for (int band = -20; band < 20; ++band) {
            const double low = 0.4 * band;
            const double most = information_most(model, low, low + 0.4);
            double largest = 0;
            for (int point = 0; point <= 40; ++point) {
                const double given = information(model, low + 0.01 * point);
                INFO(name << " at " << low + 0.01 * point);
                CHECK(given <= most);
                largest = std::max(largest, given);
            }
            INFO(name << " from " << low);
            CHECK(most <= largest + 0.06 * std::pow(model.discrimination, 3));
        }
    }
}

TEST_CASE("A guessing floor moves information up and down as Birnbaum's formula says") {
    // a 1.5, b 0.5, c 0.2 at theta 1: P* = .679179, P = .743343, I = a^2 (1-P)/P ((P-c)/(1-c))^2
    const ItemModel model{
        .discrimination = 1.5, .difficulty = 0.5, .guessing = 0.2, .thresholds = {}};
    CHECK(std::abs(probability(model, 1.0, Category{1}) - 0.743343) < 1e-6);
    CHECK(std::abs(information(model, 1.0) - 2.25 * (0.256657 / 0.743343) * 0.461284) < 1e-5);
}

}  // namespace probant::engine
