// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/stop.h"

#include <algorithm>

#include "engine/math/elementary.h"

namespace probant::engine {
namespace {

constexpr double kTwoSided95 = 1.96;

double log_likelihood_at(const TestState& state, const Pool& pool, double theta) {
    double sum = 0;
    for (const GivenItem& given : state.given) {
        if (!is_answered(given)) continue;
        sum += log_likelihood(pool.at(given.item).model, theta, given.category);
    }
    return sum;
}

/// Is it decided on which side of this cut the ability lies?
bool is_decided(double cut, const StopRules& rules, const TestState& state, const Pool& pool) {
    const double ratio = log_likelihood_at(state, pool, cut + rules.delta) -
                         log_likelihood_at(state, pool, cut - rules.delta);
    const double above = math::log((1 - rules.beta) / rules.alpha);
    const double below = math::log(rules.beta / (1 - rules.alpha));
    return ratio >= above || ratio <= below;
}

bool holds_a_cut(const Moments& score, const std::vector<double>& cuts) {
    return std::ranges::any_of(cuts, [&](double cut) {
        return cut > score.mean - kTwoSided95 * score.sd &&
               cut < score.mean + kTwoSided95 * score.sd;
    });
}

bool is_satisfied(const StopRules& rules,
                  const TestState& state,
                  const Pool& pool,
                  const Progress& progress) {
    switch (rules.kind) {
        case StopKind::Length:
            return false;
        case StopKind::Precision:
            return progress.score.sd <= rules.se;
        case StopKind::Interval:
            return !holds_a_cut(progress.score, rules.cuts);
        case StopKind::Sprt:
            return std::ranges::all_of(
                rules.cuts, [&](double cut) { return is_decided(cut, rules, state, pool); });
        case StopKind::Time:
            return rules.seconds && progress.seconds >= *rules.seconds;
    }
    return false;
}

/// The ability at which the score is so many points.
double ability_at(std::int32_t points, const Scale& scale) {
    return static_cast<double>(points - scale.centre) / scale.per_theta;
}

}  // namespace

StopRules stop_rules_of(const Rules& rules) {
    constexpr double kPerMille = 1e-3;
    const Stopping& stopping = rules.stopping;
    StopRules stop{.kind = stopping.kind,
                   .se = stopping.se_milli * kPerMille,
                   .cuts = {},
                   .delta = stopping.delta_milli * kPerMille,
                   .seconds = stopping.seconds,
                   .least = stopping.answers_least,
                   .most = rules.selection.blueprint.length};
    stop.cuts.reserve(stopping.cuts.size());
    for (const std::int32_t points : stopping.cuts)
        stop.cuts.push_back(ability_at(points, rules.scale));
    return stop;
}

bool should_stop(const StopRules& rules,
                 const TestState& state,
                 const Pool& pool,
                 const Progress& progress) {
    const std::size_t answers = answered(state);
    if (answers >= rules.most) return true;
    return answers >= rules.least && is_satisfied(rules, state, pool, progress);
}

}  // namespace probant::engine
