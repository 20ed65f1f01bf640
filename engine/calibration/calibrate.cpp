// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/calibrate.h"

#include <algorithm>
#include <cmath>

#include "crypto/base/ensure.h"
#include "engine/calibration/answers.h"
#include "engine/calibration/cycles.h"
#include "engine/calibration/precision.h"
#include "engine/math/elementary.h"

namespace probant::engine::calibration {
namespace {

constexpr double kDifficultyMost = 20;  // beyond, the slope is so flat that b means nothing
constexpr double kEmptyGap = 1e-6;      // between thresholds of a category that nobody reached
constexpr double kUnseenGap = 2;        // below the least category that was seen

std::optional<double> root(double variance) {
    if (!(variance > 0) || !std::isfinite(variance)) return std::nullopt;
    return std::sqrt(variance);
}

/// The standard errors of a and of b = -d / a from the covariance of ln a and d.
struct Scaled {
    const EstimatedItem& item;
    const std::optional<Symmetric>& covariance;

    [[nodiscard]] double slope() const { return math::exp(item.parameters[kLogSlope]); }

    [[nodiscard]] double difficulty(std::size_t n) const {
        return std::clamp(-item.parameters.at(n) / slope(), -kDifficultyMost, kDifficultyMost);
    }

    [[nodiscard]] std::optional<double> slope_error() const {
        if (!covariance) return std::nullopt;
        const auto error = root(covariance->at(kLogSlope, kLogSlope));
        if (!error) return std::nullopt;
        return slope() * *error;
    }

    [[nodiscard]] std::optional<double> difficulty_error(std::size_t n) const {
        if (!covariance || covariance->at(n, n) <= 0) return std::nullopt;
        const double b = difficulty(n);
        const double a = slope();
        return root(b * b * covariance->at(kLogSlope, kLogSlope) +
                    2 * b / a * covariance->at(n, kLogSlope) + covariance->at(n, n) / (a * a));
    }
};

/// All thresholds 1 … m from those between the categories that were seen.
void spread_thresholds(const Scaled& scaled,
                       std::span<const std::uint8_t> categories,
                       CalibratedItem& calibrated) {
    auto& thresholds = calibrated.model.thresholds;
    thresholds.assign(categories.back(), 0);
    calibrated.errors.thresholds.assign(categories.back(), std::nullopt);
    for (std::size_t k = 1; k < categories.size(); ++k) {
        const double here = scaled.difficulty(k);
        for (std::size_t category = categories[k - 1] + 1U; category <= categories[k]; ++category) {
            thresholds[category - 1] =
                here - kEmptyGap * static_cast<double>(categories[k] - category);
        }
        calibrated.errors.thresholds[categories[k] - 1U] = scaled.difficulty_error(k);
    }
    for (std::size_t category = categories.front(); category > 0; --category)
        thresholds[category - 1] = thresholds[category] - kUnseenGap;
    // Those that the limits of b would make equal are kept apart.
    const auto most = static_cast<double>(thresholds.size());
    for (std::size_t n = 0; n < thresholds.size(); ++n) {
        const auto before = static_cast<double>(n);
        thresholds[n] = std::clamp(thresholds[n],
                                   -kDifficultyMost + kEmptyGap * before,
                                   kDifficultyMost - kEmptyGap * (most - before));
    }
}

bool has_gaps(std::span<const std::uint8_t> categories) {
    return categories.size() != categories.back() + 1U;
}

bool is_bound(const Scaled& scaled) {
    const EstimatedItem& item = scaled.item;
    for (std::size_t n = 0; n < item.form.parameters(); ++n)
        if (at_limit(item.form, item.parameters, n)) return true;
    const std::size_t end =
        item.form.shape == Shape::Graded ? item.form.parameters() : kIntercept + 1;
    for (std::size_t n = kIntercept; n < end; ++n)
        if (std::abs(scaled.difficulty(n)) >= kDifficultyMost) return true;
    return false;
}

CalibratedItem estimated_item(const Request& request,
                              const Answers& answers,
                              const Scaled& scaled) {
    const EstimatedItem& item = scaled.item;
    CalibratedItem calibrated;
    calibrated.answers = answers.answers_to(item.item);
    calibrated.model.discrimination = scaled.slope();
    calibrated.errors.discrimination = scaled.slope_error();
    calibrated.categories = 2;
    bool gaps = false;
    if (request.shape == Shape::Graded) {
        const auto categories = answers.categories(item.item);
        calibrated.categories = categories.back() + 1U;
        spread_thresholds(scaled, categories, calibrated);
        gaps = has_gaps(categories);
    } else {
        calibrated.model.difficulty = scaled.difficulty(kIntercept);
        calibrated.errors.difficulty = scaled.difficulty_error(kIntercept);
    }
    if (item.form.shape == Shape::ThreeParameters) {
        const double logit = item.parameters[kLogitGuessing];
        const double c = 1 / (1 + math::exp(-logit));
        calibrated.model.guessing = c;
        if (scaled.covariance) {
            const auto error = root(scaled.covariance->at(kLogitGuessing, kLogitGuessing));
            if (error) calibrated.errors.guessing = c * (1 - c) * *error;
        }
    }
    if (gaps || is_bound(scaled)) calibrated.flag = ItemFlag::Bound;
    return calibrated;
}

/// An item without answers that tell: what is believed of it before, or the middle of the scale.
CalibratedItem untold_item(const Request& request,
                           const Priors& priors,
                           const Answers& answers,
                           std::size_t item) {
    CalibratedItem calibrated;
    calibrated.answers = answers.answers_to(item);
    calibrated.categories = 2;
    calibrated.model.discrimination = request.priors ? math::exp(priors.log_slope.mean) : 1;
    const double difficulty = request.priors ? priors.difficulty.mean : 0;
    if (request.shape == Shape::Graded) {
        calibrated.model.thresholds = {difficulty};
    } else {
        calibrated.model.difficulty = difficulty;
    }
    if (request.shape == Shape::ThreeParameters)
        calibrated.model.guessing = 1 / (1 + math::exp(-priors.logit_guessing.mean));
    return calibrated;
}

CalibratedItem fixed_item(const ItemModel& model, const Answers& answers, std::size_t item) {
    CalibratedItem calibrated;
    calibrated.model = model;
    calibrated.answers = answers.answers_to(item);
    calibrated.categories = full_credit(model).value + std::size_t{1};
    calibrated.errors.thresholds.assign(model.thresholds.size(), std::nullopt);
    calibrated.fixed = true;
    return calibrated;
}

/// Null for an item that is not fixed.
const ItemModel* fixed_model(const std::vector<std::optional<ItemModel>>& fixed, std::size_t item) {
    if (fixed.empty()) return nullptr;
    const auto& model = fixed[item];
    return model ? &*model : nullptr;
}

/// One for each item; those estimated are taken in turn.
std::vector<CalibratedItem> items_of(const Request& request,
                                     const Answers& answers,
                                     const Fitted& fitted,
                                     const Precision& precision) {
    std::vector<CalibratedItem> items;
    items.reserve(request.items);
    std::size_t place = 0;
    for (std::size_t item = 0; item < request.items; ++item) {
        const bool estimated = place < fitted.items.size() && fitted.items[place].item == item;
        if (const ItemModel* fixed = fixed_model(request.fixed, item)) {
            items.push_back(fixed_item(*fixed, answers, item));
            continue;
        }
        if (estimated) {
            items.push_back(estimated_item(
                request,
                answers,
                {.item = fitted.items[place], .covariance = precision.covariances[place]}));
            if (!fitted.converged && fitted.moving[place])
                items.back().flag = ItemFlag::NotConverged;
            ++place;
        } else {
            items.push_back(untold_item(request, fitted.priors, answers, item));
        }
        if (answers.answers_to(item) < kAnswersFew || answers.alike(item))
            items.back().flag = ItemFlag::Few;
    }
    return items;
}

}  // namespace

Calibration calibrate(const Request& request, const Crew& crew, const Progress& progress) {
    ENSURE(request.fixed.empty() || request.fixed.size() == request.items);
    const Answers answers(request.answers, request.items);
    const Fitted fitted = fit(request, answers, crew, progress);
    const auto nodes = nodes_of(request.nodes);
    Estimated estimated{.answers = answers,
                        .expected = fitted.expected,
                        .nodes = nodes,
                        .items = fitted.items,
                        .priors = request.priors ? &fitted.priors : nullptr,
                        .population = {}};
    if (fitted.anchored) estimated.population = fitted.population;
    const Precision precision = precision_of(estimated, Matrix::WholeIfSmall, crew);
    return {.items = items_of(request, answers, fitted, precision),
            .population = fitted.population,
            .log_likelihood = fitted.expected.log_likelihood,
            .log_posterior = fitted.log_posterior,
            .cycles = fitted.cycles,
            .converged = fitted.converged,
            .full_information = precision.full};
}

}  // namespace probant::engine::calibration
