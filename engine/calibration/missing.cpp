// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/missing.h"

#include <algorithm>
#include <span>

#include "engine/calibration/sums.h"

namespace probant::engine::calibration {
namespace {

double total(const Lanes& lanes) {
    double sum = 0;
    for (const double lane : lanes)
        sum += lane;
    return sum;
}

/// The sum over the nodes of a posterior times a score.
double weighted_sum(const Expected& expected,
                    std::size_t pattern,
                    const NodeRows& scores,
                    std::size_t row) {
    Lanes sum{};
    for (std::size_t block = 0; block < scores.blocks(); ++block) {
        if (!expected.reach.at(pattern / kChunk, block)) continue;
        const Lanes& posterior = expected.posteriors.block(pattern, block);
        const Lanes& score = scores.block(row, block);
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            sum.at(lane) += posterior.at(lane) * score.at(lane);
    }
    return total(sum);
}

struct Pair {
    std::size_t left{};
    std::size_t right{};
};

/// The sum over the nodes of weights times two scores.
double product_sum(const NodeRows& weights, std::size_t row, const NodeRows& scores, Pair pair) {
    Lanes sum{};
    for (std::size_t block = 0; block < scores.blocks(); ++block) {
        const Lanes& weight = weights.block(row, block);
        const Lanes& left = scores.block(pair.left, block);
        const Lanes& right = scores.block(pair.right, block);
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            sum.at(lane) += weight.at(lane) * left.at(lane) * right.at(lane);
    }
    return total(sum);
}

/// A covariance is the mean of the products less the product of the means.
void take_means(const Estimated& estimated,
                const Scores& scores,
                std::size_t row,
                Symmetric& covariance) {
    const auto& answers = estimated.answers;
    Parameters sums{};
    for (std::size_t chunk = 0; chunk < answers.chunks(); ++chunk) {
        for (const auto pattern : answers.patterns_of(chunk, row)) {
            for (std::size_t n = 0; n < covariance.size(); ++n) {
                sums.at(n) = weighted_sum(
                    estimated.expected, pattern, scores.table(), scores.first(row) + n);
                for (std::size_t m = 0; m <= n; ++m)
                    covariance.at(n, m) -= sums.at(n) * sums.at(m) / answers.frequency(pattern);
            }
        }
    }
}

struct OneAnswer {
    std::size_t place{};  ///< of its item among the estimated
    std::size_t row{};
    std::size_t pattern{};
};

/// One answer of a pattern, with all its answers to items before.
void take_pattern(const Estimated& estimated,
                  const Scores& scores,
                  std::span<const double> means,
                  const OneAnswer& answer,
                  Symmetric& information) {
    const auto& answers = estimated.answers;
    const auto [place, row, pattern] = answer;
    for (const auto before : answers.rows_of(pattern)) {
        const auto other = scores.place(answers.item(before));
        if (!other) continue;
        if (*other >= place) return;  // rows rise with the items
        for (std::size_t m = 0; m < estimated.items[*other].form.parameters(); ++m) {
            const auto column = scores.offset(*other) + m;
            for (std::size_t n = 0; n < estimated.items[place].form.parameters(); ++n) {
                const auto line = scores.offset(place) + n;
                const double product =
                    product_sum(estimated.expected.posteriors,
                                pattern,
                                scores.table(),
                                {.left = scores.first(row) + n, .right = scores.first(before) + m});
                information.at(line, column) -=
                    product - answers.frequency(pattern) * means[line] * means[column];
            }
        }
    }
}

/// Of each pattern at each node: its posterior times how far its score is from its mean.
void weigh_scores(const Estimated& estimated,
                  const PatternScore& score,
                  std::size_t chunk,
                  NodeRows& weighed) {
    add_answers(estimated.answers,
                {.table = score.table, .start = score.start, .reach = &estimated.expected.reach},
                chunk,
                weighed);
    const std::size_t first = chunk * kChunk;
    const std::size_t end = std::min(first + kChunk, estimated.answers.patterns());
    const NodeRows& posteriors = estimated.expected.posteriors;
    for (std::size_t pattern = first; pattern < end; ++pattern) {
        Lanes sum{};
        for (std::size_t block = 0; block < weighed.blocks(); ++block) {
            Lanes& here = weighed.block(pattern, block);
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                here.at(lane) *= posteriors.block(pattern, block).at(lane);
                sum.at(lane) += here.at(lane);
            }
        }
        const double mean = total(sum) / estimated.answers.frequency(pattern);
        for (std::size_t block = 0; block < weighed.blocks(); ++block) {
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                weighed.block(pattern, block).at(lane) -=
                    mean * posteriors.block(pattern, block).at(lane);
            }
        }
    }
}

}  // namespace

Symmetric own_covariance(const Estimated& estimated, const Scores& scores, std::size_t place) {
    const EstimatedItem& item = estimated.items[place];
    Symmetric covariance(item.form.parameters());
    for (std::size_t k = 0; k < item.form.categories; ++k) {
        const auto row = estimated.answers.first_row(item.item) + k;
        for (std::size_t n = 0; n < covariance.size(); ++n) {
            for (std::size_t m = 0; m <= n; ++m) {
                covariance.at(n, m) +=
                    product_sum(estimated.expected.counts,
                                row,
                                scores.table(),
                                {.left = scores.first(row) + n, .right = scores.first(row) + m});
            }
        }
        take_means(estimated, scores, row, covariance);
    }
    return covariance;
}

std::vector<double> mean_scores(const Estimated& estimated, const Scores& scores) {
    const auto& answers = estimated.answers;
    std::vector<double> means(answers.patterns() * scores.size());
    for (std::size_t pattern = 0; pattern < answers.patterns(); ++pattern) {
        for (const auto row : answers.rows_of(pattern)) {
            const auto place = scores.place(answers.item(row));
            if (!place) continue;
            for (std::size_t n = 0; n < estimated.items[*place].form.parameters(); ++n) {
                means[pattern * scores.size() + scores.offset(*place) + n] =
                    weighted_sum(
                        estimated.expected, pattern, scores.table(), scores.first(row) + n) /
                    answers.frequency(pattern);
            }
        }
    }
    return means;
}

void take_covariances_before(const Estimated& estimated,
                             const Scores& scores,
                             const std::vector<double>& means,
                             std::size_t place,
                             Symmetric& information) {
    const auto& answers = estimated.answers;
    const EstimatedItem& item = estimated.items[place];
    for (std::size_t k = 0; k < item.form.categories; ++k) {
        const auto row = answers.first_row(item.item) + k;
        for (std::size_t chunk = 0; chunk < answers.chunks(); ++chunk) {
            for (const auto pattern : answers.patterns_of(chunk, row)) {
                const auto of_pattern =
                    std::span(means).subspan(pattern * scores.size(), scores.size());
                take_pattern(estimated,
                             scores,
                             of_pattern,
                             {.place = place, .row = row, .pattern = pattern},
                             information);
            }
        }
    }
}

std::vector<double> covariances_with(const Estimated& estimated,
                                     const Scores& scores,
                                     const PatternScore& of_patterns,
                                     const Crew& crew) {
    const auto& answers = estimated.answers;
    NodeRows weighed(answers.patterns(), scores.table().blocks());
    crew(answers.chunks(),
         [&](std::size_t chunk) { weigh_scores(estimated, of_patterns, chunk, weighed); });
    NodeRows sums(answers.rows(), scores.table().blocks());
    add_patterns(answers, weighed, estimated.expected.reach, crew, sums);
    std::vector<double> covariances(scores.size());
    for (std::size_t place = 0; place < estimated.items.size(); ++place) {
        const EstimatedItem& item = estimated.items[place];
        for (std::size_t k = 0; k < item.form.categories; ++k) {
            const auto row = answers.first_row(item.item) + k;
            for (std::size_t n = 0; n < item.form.parameters(); ++n) {
                Lanes sum{};
                for (std::size_t block = 0; block < sums.blocks(); ++block) {
                    for (std::size_t lane = 0; lane < kLanes; ++lane) {
                        sum.at(lane) += sums.block(row, block).at(lane) *
                                        scores.table().block(scores.first(row) + n, block).at(lane);
                    }
                }
                covariances[scores.offset(place) + n] += total(sum);
            }
        }
    }
    return covariances;
}

}  // namespace probant::engine::calibration
