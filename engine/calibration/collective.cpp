// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/collective.h"

#include <algorithm>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/calibration/missing.h"
#include "engine/math/elementary.h"

namespace probant::engine::calibration {
namespace {

using Direction = std::vector<double>;

bool is_intercept(const Form& form, std::size_t n) {
    if (n == kLogSlope) return false;
    return form.shape != Shape::ThreeParameters || n != kLogitGuessing;
}

/// How the parameters of all items move when the scale is shifted, and when it is stretched.
std::pair<Direction, Direction> moves_of_scale(const Estimated& estimated,
                                               const Scores& scores,
                                               const std::vector<bool>& told) {
    Direction shift(scores.size());
    Direction stretch(scores.size());
    for (std::size_t place = 0; place < estimated.items.size(); ++place) {
        if (!told[place]) continue;
        const EstimatedItem& item = estimated.items[place];
        for (std::size_t n = 0; n < item.form.parameters(); ++n) {
            if (at_limit(item.form, item.parameters, n)) continue;
            if (n == kLogSlope) stretch[scores.offset(place) + n] = 1;
            if (is_intercept(item.form, n))
                shift[scores.offset(place) + n] = math::exp(item.parameters[kLogSlope]);
        }
    }
    return {std::move(shift), std::move(stretch)};
}

/// The score of each answer along a direction.
NodeRows along(const Estimated& estimated, const Scores& scores, const Direction& direction) {
    NodeRows table(estimated.answers.rows(), scores.table().blocks());
    for (std::size_t place = 0; place < estimated.items.size(); ++place) {
        const EstimatedItem& item = estimated.items[place];
        for (std::size_t k = 0; k < item.form.categories; ++k) {
            const auto row = estimated.answers.first_row(item.item) + k;
            for (std::size_t n = 0; n < item.form.parameters(); ++n) {
                for (std::size_t node = 0; node < estimated.nodes.size(); ++node) {
                    table.at(row, node) += direction[scores.offset(place) + n] *
                                           scores.table().at(scores.first(row) + n, node);
                }
            }
        }
    }
    return table;
}

/// The covariances between items along a direction: all of them, less each item's own.
Direction between_items(const Estimated& estimated,
                        const Scores& scores,
                        const std::vector<Symmetric>& missing,
                        const Direction& direction,
                        const Crew& crew) {
    const NodeRows table = along(estimated, scores, direction);
    auto result = covariances_with(
        estimated, scores, {.start = std::vector<Lanes>(table.blocks()), .table = table}, crew);
    for (std::size_t place = 0; place < estimated.items.size(); ++place) {
        const Symmetric& own = missing[place];
        for (std::size_t n = 0; n < own.size(); ++n) {
            for (std::size_t m = 0; m < own.size(); ++m) {
                result[scores.offset(place) + n] -=
                    own.at(std::max(n, m), std::min(n, m)) * direction[scores.offset(place) + m];
            }
        }
    }
    return result;
}

double product(const Direction& left, const Direction& right) {
    double sum = 0;
    for (std::size_t n = 0; n < left.size(); ++n)
        sum += left[n] * right[n];
    return sum;
}

/// The scores of ln of a normal density for its mean and for ln of its SD, at a node.
std::pair<double, double> population_scores(const Population& population, double node) {
    const double z = (node - population.mean) / population.sd;
    return {z / population.sd, z * z - 1};
}

/// Its information: of complete data, less the covariances under each posterior.
Symmetric population_information(const Estimated& estimated, const Population& population) {
    Symmetric information(2);
    for (std::size_t pattern = 0; pattern < estimated.answers.patterns(); ++pattern) {
        double mean = 0;
        double spread = 0;
        for (std::size_t node = 0; node < estimated.nodes.size(); ++node) {
            const double weight = estimated.expected.posteriors.at(pattern, node);
            const double z = (estimated.nodes[node] - population.mean) / population.sd;
            const auto [by_mean, by_sd] = population_scores(population, estimated.nodes[node]);
            mean += weight * by_mean;
            spread += weight * by_sd;
            information.at(0, 0) +=
                weight * (1 / (population.sd * population.sd) - by_mean * by_mean);
            information.at(1, 0) += weight * (2 * z / population.sd - by_mean * by_sd);
            information.at(1, 1) += weight * (2 * z * z - by_sd * by_sd);
        }
        const double frequency = estimated.answers.frequency(pattern);
        information.at(0, 0) += mean * mean / frequency;
        information.at(1, 0) += mean * spread / frequency;
        information.at(1, 1) += spread * spread / frequency;
    }
    return information;
}

}  // namespace

Shared shared_by_scale(const Estimated& estimated,
                       const Scores& scores,
                       const std::vector<Symmetric>& missing,
                       const std::vector<bool>& told,
                       const Crew& crew) {
    const auto [shift, stretch] = moves_of_scale(estimated, scores, told);
    Shared shared;
    shared.columns.push_back(between_items(estimated, scores, missing, shift, crew));
    shared.columns.push_back(between_items(estimated, scores, missing, stretch, crew));
    shared.middle = Symmetric(2);
    shared.middle.at(0, 0) = product(shift, shared.columns[0]);
    shared.middle.at(1, 0) = product(stretch, shared.columns[0]);
    shared.middle.at(1, 1) = product(stretch, shared.columns[1]);
    return shared;
}

Shared shared_by_population(const Estimated& estimated, const Scores& scores, const Crew& crew) {
    ENSURE(estimated.population.has_value());
    std::vector<Lanes> by_mean(scores.table().blocks());
    std::vector<Lanes> by_sd(scores.table().blocks());
    for (std::size_t node = 0; node < estimated.nodes.size(); ++node) {
        const auto [one, other] = population_scores(*estimated.population, estimated.nodes[node]);
        by_mean[node / kLanes].at(node % kLanes) = one;
        by_sd[node / kLanes].at(node % kLanes) = other;
    }
    const NodeRows nothing(estimated.answers.rows(), scores.table().blocks());
    Shared shared;
    shared.columns.push_back(
        covariances_with(estimated, scores, {.start = by_mean, .table = nothing}, crew));
    shared.columns.push_back(
        covariances_with(estimated, scores, {.start = by_sd, .table = nothing}, crew));
    shared.middle = population_information(estimated, *estimated.population);
    return shared;
}

Shared together(Shared one, const Shared& other) {
    const std::size_t first = one.middle.size();
    Symmetric middle(first + other.middle.size());
    for (std::size_t row = 0; row < middle.size(); ++row) {
        for (std::size_t column = 0; column <= row; ++column) {
            if (row < first) middle.at(row, column) = one.middle.at(row, column);
            if (column >= first)
                middle.at(row, column) = other.middle.at(row - first, column - first);
        }
    }
    one.middle = std::move(middle);
    one.columns.insert(one.columns.end(), other.columns.begin(), other.columns.end());
    return one;
}

}  // namespace probant::engine::calibration
