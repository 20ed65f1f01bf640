// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/precision.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <utility>

#include "engine/calibration/collective.h"
#include "engine/calibration/maximisation.h"
#include "engine/calibration/missing.h"

namespace probant::engine::calibration {
namespace {

// The whole matrix costs patterns x parameters^2 sums over the nodes: a tenth of a second here.
constexpr std::size_t kFullParametersMost = 256;
constexpr std::size_t kFullProductsMost = 20'000'000;

/// Minus the second derivatives of the expected log-likelihood, by differences of its gradient.
Symmetric complete_information(const Estimated& estimated, const EstimatedItem& item) {
    constexpr double kStep = 1e-5;
    const ItemCounts counts{.counts = estimated.expected.counts,
                            .first_row = estimated.answers.first_row(item.item),
                            .nodes = estimated.nodes};
    Symmetric information(item.form.parameters());
    for (std::size_t column = 0; column < information.size(); ++column) {
        Parameters high = item.parameters;
        Parameters low = item.parameters;
        high.at(column) += kStep;
        low.at(column) -= kStep;
        const Judged above = judge(counts, item.form, high, estimated.priors);
        const Judged below = judge(counts, item.form, low, estimated.priors);
        for (std::size_t row = column; row < information.size(); ++row) {
            information.at(row, column) =
                (below.gradient.at(row) - above.gradient.at(row)) / (2 * kStep);
        }
    }
    return information;
}

bool is_small(const Estimated& estimated, const Scores& scores) {
    return scores.size() <= kFullParametersMost &&
           estimated.answers.patterns() * scores.size() * scores.size() <= kFullProductsMost;
}

/// A parameter held at its limit is known: it takes no part.
void hold(const EstimatedItem& item, Symmetric& information, std::size_t offset) {
    for (std::size_t n = 0; n < item.form.parameters(); ++n) {
        if (!at_limit(item.form, item.parameters, n)) continue;
        const std::size_t held = offset + n;
        for (std::size_t other = 0; other < information.size(); ++other)
            information.at(std::max(held, other), std::min(held, other)) = 0;
        information.at(held, held) = 1;
    }
}

std::optional<Symmetric> invert(const Symmetric& information) {
    const auto lower = factor(information);
    if (!lower) return std::nullopt;
    return inverse(*lower);
}

/// The part of a covariance that is an item's; nothing varies of what is held.
Symmetric block_of(const Symmetric& covariance, const EstimatedItem& item, std::size_t offset) {
    Symmetric block(item.form.parameters());
    for (std::size_t row = 0; row < block.size(); ++row) {
        for (std::size_t column = 0; column <= row; ++column) {
            const bool held = at_limit(item.form, item.parameters, row) ||
                              at_limit(item.form, item.parameters, column);
            block.at(row, column) = held ? 0 : covariance.at(offset + row, offset + column);
        }
    }
    return block;
}

std::vector<double> times(const Symmetric& matrix, std::span<const double> vector) {
    std::vector<double> product(matrix.size());
    for (std::size_t n = 0; n < matrix.size(); ++n) {
        for (std::size_t m = 0; m < matrix.size(); ++m)
            product[n] += matrix.at(std::max(n, m), std::min(n, m)) * vector[m];
    }
    return product;
}

/// What is observed of one item: the information of complete data less what is missing.
Symmetric block_information(const Estimated& estimated,
                            const Symmetric& missing,
                            std::size_t place) {
    Symmetric information = complete_information(estimated, estimated.items[place]);
    for (std::size_t row = 0; row < information.size(); ++row) {
        for (std::size_t column = 0; column <= row; ++column)
            information.at(row, column) -= missing.at(row, column);
    }
    return information;
}

/// B^-1 W, for the blocks that have an inverse.
std::vector<std::vector<double>> solved_columns(const Precision& precision,
                                                const Scores& scores,
                                                const Shared& shared) {
    std::vector<std::vector<double>> solved(shared.columns.size(),
                                            std::vector<double>(scores.size()));
    for (std::size_t place = 0; place < precision.covariances.size(); ++place) {
        const auto& block = precision.covariances[place];
        if (!block) continue;
        const std::size_t offset = scores.offset(place);
        for (std::size_t column = 0; column < solved.size(); ++column) {
            const auto part = std::span(shared.columns[column]).subspan(offset, block->size());
            const auto product = times(*block, part);
            std::ranges::copy(product,
                              solved[column].begin() + static_cast<std::ptrdiff_t>(offset));
        }
    }
    return solved;
}

/// M - W' Z.
Symmetric capacity_of(const Shared& shared, const std::vector<std::vector<double>>& solved) {
    Symmetric capacity = shared.middle;
    for (std::size_t row = 0; row < capacity.size(); ++row) {
        for (std::size_t column = 0; column <= row; ++column) {
            capacity.at(row, column) -= std::inner_product(
                solved[column].begin(), solved[column].end(), shared.columns[row].begin(), 0.0);
        }
    }
    return capacity;
}

/// Adds Z C^-1 Z' to one block, Z the rows of `solved` from `offset` on, C = L L'.
void add_to_block(const std::vector<std::vector<double>>& solved,
                  std::size_t offset,
                  const Symmetric& lower,
                  Symmetric& block) {
    for (std::size_t m = 0; m < block.size(); ++m) {
        std::vector<double> right(solved.size());
        for (std::size_t column = 0; column < solved.size(); ++column)
            right[column] = solved[column][offset + m];
        const auto weights = solve(lower, std::move(right));
        for (std::size_t n = m; n < block.size(); ++n) {
            for (std::size_t column = 0; column < solved.size(); ++column)
                block.at(n, m) += solved[column][offset + n] * weights[column];
        }
    }
}

/// Adds to each block's inverse what the inverse of B - W M^-1 W' has there: with Z = B^-1 W,
/// Z (M - W' Z)^-1 Z'. Leaves them as they are when the correction is not positive definite.
void add_shared(const Scores& scores, const Shared& shared, Precision& precision) {
    const auto solved = solved_columns(precision, scores, shared);
    const auto lower = factor(capacity_of(shared, solved));
    if (!lower) return;
    for (std::size_t place = 0; place < precision.covariances.size(); ++place) {
        auto& block = precision.covariances[place];
        if (block) add_to_block(solved, scores.offset(place), *lower, *block);
    }
}

Precision by_blocks(const Estimated& estimated, const Scores& scores, const Crew& crew) {
    const std::size_t items = estimated.items.size();
    Precision precision{.covariances = std::vector<std::optional<Symmetric>>(items), .full = false};
    std::vector<Symmetric> missing(items, Symmetric(0));
    crew(items, [&](std::size_t place) {
        missing[place] = own_covariance(estimated, scores, place);
        Symmetric information = block_information(estimated, missing[place], place);
        hold(estimated.items[place], information, 0);
        if (const auto covariance = invert(information))
            precision.covariances[place] = block_of(*covariance, estimated.items[place], 0);
    });
    std::vector<bool> told;
    told.reserve(items);
    for (const auto& covariance : precision.covariances)
        told.push_back(covariance.has_value());
    Shared shared = shared_by_scale(estimated, scores, missing, told, crew);
    if (estimated.population)
        shared = together(std::move(shared), shared_by_population(estimated, scores, crew));
    add_shared(scores, shared, precision);
    return precision;
}

void take_population(const Estimated& estimated,
                     const Scores& scores,
                     const Crew& crew,
                     Symmetric& information) {
    const Shared shared = shared_by_population(estimated, scores, crew);
    const auto lower = factor(shared.middle);
    if (!lower) return;
    for (std::size_t row = 0; row < information.size(); ++row) {
        const auto weights = solve(*lower, {shared.columns[0][row], shared.columns[1][row]});
        for (std::size_t column = 0; column <= row; ++column) {
            information.at(row, column) -=
                weights[0] * shared.columns[0][column] + weights[1] * shared.columns[1][column];
        }
    }
}

std::optional<Symmetric> whole_covariance(const Estimated& estimated,
                                          const Scores& scores,
                                          const Crew& crew) {
    Symmetric information(scores.size());
    const auto means = mean_scores(estimated, scores);
    crew(estimated.items.size(), [&](std::size_t place) {
        const auto offset = scores.offset(place);
        const Symmetric block =
            block_information(estimated, own_covariance(estimated, scores, place), place);
        for (std::size_t row = 0; row < block.size(); ++row) {
            for (std::size_t column = 0; column <= row; ++column)
                information.at(offset + row, offset + column) = block.at(row, column);
        }
        take_covariances_before(estimated, scores, means, place, information);
    });
    if (estimated.population) take_population(estimated, scores, crew, information);
    for (std::size_t place = 0; place < estimated.items.size(); ++place)
        hold(estimated.items[place], information, scores.offset(place));
    return invert(information);
}

}  // namespace

Precision precision_of(const Estimated& estimated, Matrix matrix, const Crew& crew) {
    const Scores scores(estimated);
    if (matrix == Matrix::Blocks || !is_small(estimated, scores))
        return by_blocks(estimated, scores, crew);
    const auto covariance = whole_covariance(estimated, scores, crew);
    // The whole says nothing when one item is not told by the answers: the others' blocks still do.
    if (!covariance) return by_blocks(estimated, scores, crew);
    Precision precision{.covariances = {}, .full = true};
    for (std::size_t place = 0; place < estimated.items.size(); ++place) {
        precision.covariances.emplace_back(
            block_of(*covariance, estimated.items[place], scores.offset(place)));
    }
    return precision;
}

}  // namespace probant::engine::calibration
