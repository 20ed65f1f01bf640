// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "answered.h"
#include "engine/calibration/answers.h"
#include "engine/calibration/cycles.h"
#include "engine/calibration/precision.h"

namespace probant::engine::calibration {
namespace {

/// The textbook's probability, with nothing of the engine in it.
double plain_probability(const ItemModel& item, double theta, unsigned answer) {
    const auto reaches = [&](double b) {
        return 1 / (1 + std::exp(-item.discrimination * (theta - b)));
    };
    if (is_graded(item)) {
        const double above = answer == 0 ? 1 : reaches(item.thresholds[answer - 1]);
        const double below =
            answer == item.thresholds.size() ? 0 : reaches(item.thresholds[answer]);
        return above - below;
    }
    const double right = item.guessing + (1 - item.guessing) * reaches(item.difficulty);
    return answer == 1 ? right : 1 - right;
}

/// The marginal log-likelihood, person by person and node by node.
double plain_log_likelihood(const Answered& answered,
                            const std::vector<ItemModel>& items,
                            const Population& people = {}) {
    const auto density = [&](double theta) {
        return std::exp(-0.5 * std::pow((theta - people.mean) / people.sd, 2));
    };
    double total = 0;
    double weights = 0;
    for (int node = 0; node < 61; ++node)
        weights += density(0.2 * node - 6);
    for (std::size_t person = 0; person < answered.persons(); ++person) {
        double sum = 0;
        for (int node = 0; node < 61; ++node) {
            const double theta = 0.2 * node - 6;
            double product = density(theta) / weights;
            for (std::size_t item = 0; item < answered.items; ++item) {
                const auto answer = answered.bytes[person * answered.items + item];
                if (answer != kNotGiven) product *= plain_probability(items[item], theta, answer);
            }
            sum += product;
        }
        total += std::log(sum);
    }
    return total;
}

std::vector<ItemModel> models_of(const Calibration& calibration) {
    std::vector<ItemModel> models;
    for (const CalibratedItem& item : calibration.items)
        models.push_back(item.model);
    return models;
}

/// Everything of an item that can be moved.
std::vector<double*> handles_of(ItemModel& item) {
    std::vector<double*> handles{&item.discrimination};
    if (!is_graded(item)) handles.push_back(&item.difficulty);
    if (item.guessing > 0) handles.push_back(&item.guessing);
    for (double& threshold : item.thresholds)
        handles.push_back(&threshold);
    return handles;
}

struct Case {
    std::string name{};
    Shape shape{};
    Answered answered{};
};

std::vector<Case> cases() {
    std::vector<ItemModel> guessed;
    for (const double b : {-1.0, 0.0, 0.5, 1.0, 1.5, -0.5})
        guessed.push_back(item_of(1.6, b, 0.2));
    std::vector<ItemModel> credited;
    for (const double b : {-1.0, -0.3, 0.4, 0.9}) {
        credited.push_back({.discrimination = 1.2 + b / 5,
                            .difficulty = 0,
                            .guessing = 0,
                            .thresholds = {b - 1, b, b + 1.5}});
    }
    const auto people = [](std::vector<ItemModel> items) {
        return simulated({.items = std::move(items),
                          .persons = 250,
                          .population = {},
                          .given = 0.7,
                          .seed = 11});
    };
    return {{.name = "2PL", .shape = Shape::TwoParameters, .answered = people(ordinary_items(6))},
            {.name = "3PL", .shape = Shape::ThreeParameters, .answered = people(guessed)},
            {.name = "graded", .shape = Shape::Graded, .answered = people(credited)}};
}

/// Of a symmetric positive definite matrix, by elimination of Gauss and Jordan.
std::vector<std::vector<double>> inverse_of(std::vector<std::vector<double>> matrix) {
    const std::size_t size = matrix.size();
    std::vector<std::vector<double>> result(size, std::vector<double>(size));
    for (std::size_t n = 0; n < size; ++n)
        result[n][n] = 1;
    for (std::size_t pivot = 0; pivot < size; ++pivot) {
        const double by = matrix[pivot][pivot];
        for (std::size_t column = 0; column < size; ++column) {
            matrix[pivot][column] /= by;
            result[pivot][column] /= by;
        }
        for (std::size_t row = 0; row < size; ++row) {
            if (row == pivot) continue;
            const double factor = matrix[row][pivot];
            for (std::size_t column = 0; column < size; ++column) {
                matrix[row][column] -= factor * matrix[pivot][column];
                result[row][column] -= factor * result[pivot][column];
            }
        }
    }
    return result;
}

/// The standard errors of what the handles move, from differences of a log-likelihood.
std::vector<double> plain_errors(const std::vector<double*>& handles,
                                 const std::function<double()>& likelihood) {
    constexpr double kStep = 1e-3;
    const auto moved = [&](std::size_t one, double by, std::size_t other, double and_by) {
        *handles[one] += by;
        *handles[other] += and_by;
        const double value = likelihood();
        *handles[one] -= by;
        *handles[other] -= and_by;
        return value;
    };
    std::vector<std::vector<double>> information(handles.size(),
                                                 std::vector<double>(handles.size()));
    for (std::size_t n = 0; n < handles.size(); ++n) {
        for (std::size_t m = 0; m <= n; ++m) {
            const double bent = moved(n, kStep, m, kStep) - moved(n, kStep, m, -kStep) -
                                moved(n, -kStep, m, kStep) + moved(n, -kStep, m, -kStep);
            information[n][m] = -bent / (4 * kStep * kStep);
            information[m][n] = information[n][m];
        }
    }
    const auto covariance = inverse_of(information);
    std::vector<double> errors;
    for (std::size_t n = 0; n < handles.size(); ++n)
        errors.push_back(std::sqrt(covariance[n][n]));
    return errors;
}

std::vector<double> errors_of(const Calibration& calibration) {
    std::vector<double> errors;
    for (const CalibratedItem& item : calibration.items) {
        errors.push_back(item.errors.discrimination.value_or(0));
        if (!is_graded(item.model)) errors.push_back(item.errors.difficulty.value_or(0));
        if (item.model.guessing > 0) errors.push_back(item.errors.guessing.value_or(0));
        for (const auto& error : item.errors.thresholds)
            errors.push_back(error.value_or(0));
    }
    return errors;
}

}  // namespace

TEST_CASE("The log-likelihood is a plain sum over persons and nodes, answers missing or not") {
    for (const Case& one : cases()) {
        INFO(one.name);
        const auto calibration = calibrated(one.answered, one.shape, false);

        const auto plain = plain_log_likelihood(one.answered, models_of(calibration));

        REQUIRE(std::abs(calibration.log_likelihood - plain) < 1e-8);
    }
}

TEST_CASE("No parameter off its limit can be moved from its estimate without losing likelihood") {
    for (const Case& one : cases()) {
        const auto calibration = calibrated(one.answered, one.shape, false);
        auto items = models_of(calibration);
        const auto most = plain_log_likelihood(one.answered, items);

        for (std::size_t n = 0; n < items.size(); ++n) {
            ItemModel& item = items[n];
            if (calibration.items[n].flag == ItemFlag::Bound) continue;
            for (double* handle : handles_of(item)) {
                for (const double step : {-2e-3, 2e-3}) {
                    INFO(one.name << ", from " << *handle << " by " << step);
                    if (item.guessing > 0 && item.guessing + step < 0) continue;
                    *handle += step;
                    CHECK(plain_log_likelihood(one.answered, items) < most);
                    *handle -= step;
                }
            }
        }
    }
}

TEST_CASE("Standard errors are those of the bend of the likelihood, for two models") {
    for (const Case& one : cases()) {
        if (one.shape == Shape::ThreeParameters) continue;  // its c may be at a limit
        const auto calibration = calibrated(one.answered, one.shape, false);
        auto items = models_of(calibration);
        std::vector<double*> handles;
        for (ItemModel& item : items) {
            for (double* handle : handles_of(item))
                handles.push_back(handle);
        }

        const auto expected =
            plain_errors(handles, [&] { return plain_log_likelihood(one.answered, items); });
        const auto given = errors_of(calibration);

        REQUIRE(calibration.full_information);
        REQUIRE(given.size() == expected.size());
        for (std::size_t n = 0; n < given.size(); ++n) {
            INFO(one.name << ", parameter " << n);
            CHECK(std::abs(given[n] / expected[n] - 1) < 1e-3);
        }
    }
}

TEST_CASE("Beside fixed items, standard errors count that the population is estimated too") {
    const auto known = ordinary_items(8);
    const auto answered = simulated({.items = known,
                                     .persons = 250,
                                     .population = {.mean = 0.4, .sd = 0.9},
                                     .given = 1,
                                     .seed = 8});
    std::vector<std::optional<ItemModel>> fixed(known.size());
    for (const std::size_t item : {1U, 4U, 6U})
        fixed[item] = known[item];
    const auto calibration = calibrated(answered, Shape::TwoParameters, false, fixed);
    auto items = models_of(calibration);
    Population people = calibration.population;
    std::vector<double*> handles;
    for (std::size_t item = 0; item < items.size(); ++item) {
        if (fixed[item]) continue;
        for (double* handle : handles_of(items[item]))
            handles.push_back(handle);
    }
    handles.push_back(&people.mean);
    handles.push_back(&people.sd);

    const auto expected =
        plain_errors(handles, [&] { return plain_log_likelihood(answered, items, people); });

    std::size_t handle = 0;
    for (const CalibratedItem& item : calibration.items) {
        if (item.fixed) continue;
        CHECK(std::abs(item.errors.discrimination.value() / expected[handle] - 1) < 1e-3);
        CHECK(std::abs(item.errors.difficulty.value() / expected[handle + 1] - 1) < 1e-3);
        handle += 2;
    }
}

TEST_CASE("Blocks with the scale they share come near to the whole matrix") {
    const auto answered = published("verbal_aggression");
    const Request request{.answers = answered.bytes,
                          .items = answered.items,
                          .shape = Shape::TwoParameters,
                          .priors = false,
                          .nodes = 61,
                          .fixed = {}};
    const Answers answers(request.answers, request.items);
    const Fitted fitted = fit(request, answers, alone, {});
    const auto nodes = nodes_of(request.nodes);
    const Estimated estimated{.answers = answers,
                              .expected = fitted.expected,
                              .nodes = nodes,
                              .items = fitted.items,
                              .priors = nullptr,
                              .population = {}};

    const auto whole = precision_of(estimated, Matrix::WholeIfSmall, alone);
    const auto blocks = precision_of(estimated, Matrix::Blocks, alone);

    REQUIRE((whole.full && !blocks.full));
    for (std::size_t item = 0; item < whole.covariances.size(); ++item) {
        for (std::size_t n = 0; n < 2; ++n) {
            INFO("item " << item << ", parameter " << n);
            const double ratio = std::sqrt(blocks.covariances[item].value().at(n, n) /
                                           whole.covariances[item].value().at(n, n));
            CHECK(std::abs(ratio - 1) < 0.025);
        }
    }
}

TEST_CASE("The same bits come whatever order the crew works in and the persons stand in") {
    auto answered = simulated(
        {.items = ordinary_items(30), .persons = 600, .population = {}, .given = 0.6, .seed = 5});
    const auto reversed = [](std::size_t parts, const Part& work) {
        for (std::size_t part = parts; part-- > 0;)
            work(part);
    };
    const Request request{.answers = answered.bytes,
                          .items = answered.items,
                          .shape = Shape::TwoParameters,
                          .priors = true,
                          .nodes = 61,
                          .fixed = {}};
    const auto first = calibrate(request, alone, {});
    const auto second = calibrate(request, reversed, {});
    auto turned = answered;
    const auto width = static_cast<std::ptrdiff_t>(answered.items);
    std::ranges::rotate(turned.bytes, turned.bytes.begin() + 7 * width);
    const auto third = calibrated(turned, Shape::TwoParameters, true);

    REQUIRE(first.log_likelihood == second.log_likelihood);
    REQUIRE(first.log_likelihood == third.log_likelihood);
    for (std::size_t item = 0; item < first.items.size(); ++item) {
        CHECK(first.items[item].model == second.items[item].model);
        CHECK(first.items[item].model == third.items[item].model);
        CHECK(first.items[item].errors.difficulty == second.items[item].errors.difficulty);
        CHECK(first.items[item].errors.difficulty == third.items[item].errors.difficulty);
    }
}

}  // namespace probant::engine::calibration
