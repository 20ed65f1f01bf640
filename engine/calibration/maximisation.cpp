// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/maximisation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace probant::engine::calibration {
namespace {

constexpr int kStepsMost = 6;
constexpr int kHalvingsMost = 12;
constexpr double kStepMost = 2.0;     // of ln a, of an intercept, of a logit
constexpr double kDecrement = 1e-12;  // of the objective: nothing is left to gain

double count_at(const ItemCounts& counts, std::size_t category, std::size_t node) {
    return counts.counts.at(counts.first_row + category, node);
}

double people_at(const ItemCounts& counts, const Form& form, std::size_t node) {
    double people = 0;
    for (std::size_t k = 0; k < form.categories; ++k)
        people += count_at(counts, k, node);
    return people;
}

void add_node(const Form& form,
              const Point& point,
              std::size_t node,
              const ItemCounts& counts,
              Judged& judged) {
    const double people = people_at(counts, form, node);
    const std::size_t size = form.parameters();
    for (std::size_t k = 0; k < form.categories; ++k) {
        const double seen = count_at(counts, k, node);
        const double expected = people * point.at(k).probability;
        const Parameters& score = point.at(k).score;
        judged.objective += seen * point.at(k).log_probability;
        for (std::size_t row = 0; row < size; ++row) {
            judged.gradient.at(row) += seen * score.at(row);
            for (std::size_t column = 0; column <= row; ++column)
                judged.information.at(row, column) += expected * score.at(row) * score.at(column);
        }
    }
}

/// A parameter at its limit, that the gradient pushes outwards, is held.
void hold_at_limits(const Form& form, const Parameters& parameters, Judged& judged) {
    for (std::size_t n = 0; n < form.parameters(); ++n) {
        Parameters pushed = parameters;
        pushed.at(n) += judged.gradient.at(n) > 0 ? 1e-6 : -1e-6;
        if (within_limits(form, pushed).at(n) != parameters.at(n)) continue;
        judged.gradient.at(n) = 0;
        for (std::size_t other = 0; other < form.parameters(); ++other)
            judged.information.at(std::max(n, other), std::min(n, other)) = 0;
        judged.information.at(n, n) = 1;
    }
}

/// Scoring's step, with as much added to the diagonal as a flat likelihood asks for.
std::vector<double> step_of(const Form& form, const Judged& judged) {
    const std::size_t size = form.parameters();
    const std::vector<double> gradient(judged.gradient.begin(),
                                       judged.gradient.begin() + static_cast<std::ptrdiff_t>(size));
    constexpr std::array kRidges{1e-9, 1e-6, 1e-3, 1.0, 1e3, 1e6};
    for (const double ridge : kRidges) {
        Symmetric damped = judged.information;
        for (std::size_t n = 0; n < size; ++n)
            damped.at(n, n) += ridge * (damped.at(n, n) + 1e-3);
        if (const auto lower = factor(damped)) return solve(*lower, gradient);
    }
    return std::vector<double>(size, 0.0);
}

double shorten(std::vector<double>& step) {
    double most = 0;
    for (const double one : step)
        most = std::max(most, std::abs(one));
    if (most > kStepMost) {
        for (double& one : step)
            one *= kStepMost / most;
    }
    return most;
}

struct Tried {
    Parameters parameters{};
    Judged judged;
};

/// The first of step, step / 2, … that raises the objective.
std::optional<Tried> climb(const ItemCounts& counts,
                           const Form& form,
                           const Tried& from,
                           std::vector<double> step,
                           const Priors* priors) {
    for (int halving = 0; halving < kHalvingsMost; ++halving) {
        Parameters moved = from.parameters;
        for (std::size_t n = 0; n < step.size(); ++n)
            moved.at(n) += step[n];
        moved = within_limits(form, moved);
        if (in_order(form, moved)) {
            Judged judged = judge(counts, form, moved, priors);
            if (judged.objective >= from.judged.objective)
                return Tried{.parameters = moved, .judged = std::move(judged)};
        }
        for (double& one : step)
            one /= 2;
    }
    return std::nullopt;
}

}  // namespace

Judged judge(const ItemCounts& counts,
             const Form& form,
             const Parameters& parameters,
             const Priors* priors) {
    Judged judged{.objective = 0, .gradient = {}, .information = Symmetric(form.parameters())};
    Point point;  // NOLINT(cppcoreguidelines-pro-type-member-init): evaluate() writes what is read
    for (std::size_t node = 0; node < counts.nodes.size(); ++node) {
        if (people_at(counts, form, node) == 0) continue;
        evaluate(form, parameters, counts.nodes[node], point);
        add_node(form, point, node, counts, judged);
    }
    if (priors != nullptr) {
        judged.objective += log_density(*priors, form, parameters);
        add_prior(*priors, form, parameters, judged.gradient, judged.information);
    }
    return judged;
}

Maximised maximise(const ItemCounts& counts,
                   const Form& form,
                   const Parameters& start,
                   const Priors* priors) {
    Tried at{.parameters = start, .judged = judge(counts, form, start, priors)};
    hold_at_limits(form, at.parameters, at.judged);
    Maximised best{
        .parameters = start, .gradient = at.judged.gradient, .information = at.judged.information};
    for (int count = 0; count < kStepsMost; ++count) {
        auto step = step_of(form, at.judged);
        double decrement = 0;
        for (std::size_t n = 0; n < step.size(); ++n)
            decrement += step[n] * at.judged.gradient.at(n);
        if (decrement < kDecrement) break;
        shorten(step);
        auto higher = climb(counts, form, at, step, priors);
        if (!higher) break;
        at = std::move(*higher);
        hold_at_limits(form, at.parameters, at.judged);
    }
    best.parameters = at.parameters;
    return best;
}

}  // namespace probant::engine::calibration
