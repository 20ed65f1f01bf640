// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/answers.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/math/elementary.h"

namespace probant::engine::forensics {
namespace {

void add(NodeRow& sum, const NodeRow& row, double share = 1.0) {
    for (std::size_t node = 0; node < kNodes; ++node)
        sum[node] += share * row[node];
}

/// The top of the parabola through the largest node and its neighbours.
Place mode_of(const NodeRow& row) {
    std::size_t node = 1;
    for (std::size_t other = 2; other + 1 < kNodes; ++other) {
        if (row[other] > row[node]) node = other;
    }
    const double rise = (row[node + 1] - row[node - 1]) / 2;
    const double bend = row[node + 1] - 2 * row[node] + row[node - 1];
    const double shift = bend < 0 ? std::clamp(-rise / bend, -0.5, 0.5) : 0.0;
    return {std::clamp(static_cast<double>(node) + shift, 1.0, static_cast<double>(kNodes) - 2.0)};
}

}  // namespace

ItemSet::ItemSet(const ItemTables& tables, std::vector<std::uint32_t> items)
    : tables_(&tables), items_(std::move(items)) {
    for (const std::uint32_t item : items_) {
        const ItemRows& rows = tables.item(item);
        add(sums_.information, rows.information);
        add(sums_.covariance, rows.covariance);
        add(sums_.variance, rows.variance);
    }
    // An item far too easy or too hard may inform by less than a double can say.
    constexpr double kLeast = std::numeric_limits<double>::min();
    for (std::size_t node = 0; node < kNodes; ++node) {
        half_log_information_[node] = 0.5 * math::log(std::max(sums_.information[node], kLeast));
    }
}

Place ItemSet::ability(std::span<const std::uint8_t> answers) const {
    ENSURE(answers.size() == items_.size());
    NodeRow sum = half_log_information_;
    for (std::size_t n = 0; n < items_.size(); ++n)
        add(sum, tables_->answer(items_[n], answers[n]).log_likelihood);
    return mode_of(sum);
}

Place ItemSet::ability(std::span<const std::uint8_t> answers,
                       std::span<const double> shares) const {
    ENSURE(answers.size() == items_.size() && shares.size() == items_.size());
    NodeRow sum = half_log_information_;
    for (std::size_t n = 0; n < items_.size(); ++n)
        add(sum, tables_->answer(items_[n], answers[n]).log_likelihood, shares[n]);
    return mode_of(sum);
}

AnswerDice::AnswerDice(const ItemSet& set, Place ability) {
    const double theta = theta_of(ability);
    for (const std::uint32_t item : set.items()) {
        const ItemModel& model = set.tables().model(item);
        first_.push_back(below_.size());
        double below = 0;
        for (std::uint32_t k = 0; k < full_credit(model).value; ++k) {
            below += probability(model, theta, Category{k});
            below_.push_back(below);
        }
    }
    first_.push_back(below_.size());
}

void AnswerDice::draw(Dice& dice, std::span<std::uint8_t> answers) const {
    ENSURE(answers.size() + 1 == first_.size());
    for (std::size_t n = 0; n < answers.size(); ++n) {
        const double unit = dice.unit();
        std::uint8_t category = 0;
        for (std::size_t k = first_[n]; k < first_[n + 1] && unit >= below_[k]; ++k)
            ++category;
        answers[n] = category;
    }
}

}  // namespace probant::engine::forensics
