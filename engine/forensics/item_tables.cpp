// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/item_tables.h"

#include <algorithm>
#include <cmath>

namespace probant::engine::forensics {
namespace {

/// Fills one node of an item and of its answers.
void fill_node(const ItemModel& model,
               std::size_t node,
               std::span<AnswerRows> answers,
               ItemRows& rows) {
    const double theta = kFirstNode + kNodeStep * static_cast<double>(node);
    double expected = 0;
    for (std::uint32_t k = 0; k < answers.size(); ++k) {
        AnswerRows& answer = answers[k];
        answer.log_likelihood[node] = log_likelihood(model, theta, Category{k});
        answer.slope[node] = log_likelihood_slope(model, theta, Category{k});
        expected += probability(model, theta, Category{k}) * answer.log_likelihood[node];
    }
    for (std::uint32_t k = 0; k < answers.size(); ++k) {
        AnswerRows& answer = answers[k];
        const double p = probability(model, theta, Category{k});
        answer.surprise[node] = answer.log_likelihood[node] - expected;
        rows.information[node] += p * answer.slope[node] * answer.slope[node];
        rows.covariance[node] += p * answer.slope[node] * answer.surprise[node];
        rows.variance[node] += p * answer.surprise[node] * answer.surprise[node];
    }
}

}  // namespace

Place place_of(double theta) {
    return {std::clamp((theta - kFirstNode) / kNodeStep, 1.0, static_cast<double>(kNodes) - 2.0)};
}

double theta_of(Place place) {
    return kFirstNode + kNodeStep * place.at;
}

Parabola parabola_at(Place place) {
    const auto middle = static_cast<std::size_t>(std::lround(place.at));
    const double t = place.at - static_cast<double>(middle);
    return {.first = middle - 1, .weights = {{t * (t - 1) / 2, 1 - t * t, t * (t + 1) / 2}}};
}

double value_at(const NodeRow& row, const Parabola& parabola) {
    const std::size_t at = parabola.first;
    return parabola.weights[0] * row[at] + parabola.weights[1] * row[at + 1] +
           parabola.weights[2] * row[at + 2];
}

ItemTables::ItemTables(std::span<const ItemModel> models) : models_(models.begin(), models.end()) {
    items_.resize(models.size());
    std::size_t answers = 0;
    for (const ItemModel& model : models) {
        first_answer_.push_back(answers);
        answers += full_credit(model).value + 1;
    }
    answers_.resize(answers);
    for (std::size_t item = 0; item < models.size(); ++item) {
        const std::span<AnswerRows> rows(&answers_[first_answer_[item]],
                                         full_credit(models[item]).value + 1);
        for (std::size_t node = 0; node < kNodes; ++node)
            fill_node(models[item], node, rows, items_[item]);
    }
}

}  // namespace probant::engine::forensics
