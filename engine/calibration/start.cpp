// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/start.h"

#include <algorithm>

#include "engine/math/elementary.h"

namespace probant::engine::calibration {
namespace {

constexpr double kStartGuessing = 0.2;

/// For a slope of 1 and N(0, 1) abilities, P = sigmoid(d / kSpread) nearly.
constexpr double kSpread = 1.16;

double logit(double share) {
    return math::log(share / (1 - share));
}

/// The share who reached the category of this row or a better one, never 0 nor 1.
double share_from(const Answers& answers, std::size_t item, std::size_t k) {
    std::size_t reached = 0;
    for (std::size_t better = k; better < answers.categories(item).size(); ++better)
        reached += answers.count(answers.first_row(item) + better);
    return (static_cast<double>(reached) + 0.5) /
           (static_cast<double>(answers.answers_to(item)) + 1);
}

/// The categories that occur are those that can be told apart.
Form form_of(Shape shape, const Answers& answers, std::size_t item) {
    const auto seen = answers.categories(item).size();
    if (shape != Shape::Graded) return {.shape = shape, .categories = 2};
    // Over two categories it is a 2PL, and computed as one.
    if (seen <= 2) return {.shape = Shape::TwoParameters, .categories = 2};
    return {.shape = Shape::Graded, .categories = seen};
}

Parameters start_of(const Form& form, const Answers& answers, std::size_t item) {
    Parameters start{};
    if (form.shape == Shape::Graded) {
        for (std::size_t k = 1; k < form.categories; ++k) {
            const double intercept = kSpread * logit(share_from(answers, item, k));
            start.at(k) =
                k == 1 ? intercept : std::min(intercept, start.at(k - 1) - 2 * kInterceptGap);
        }
        return within_limits(form, start);
    }
    double share = share_from(answers, item, 1);
    if (form.shape == Shape::ThreeParameters) {
        start[kLogitGuessing] = logit(kStartGuessing);
        share = std::clamp((share - kStartGuessing) / (1 - kStartGuessing), 0.05, 0.95);
    }
    start[kIntercept] = kSpread * logit(share);
    return within_limits(form, start);
}

}  // namespace

std::vector<EstimatedItem> starts_of(const Request& request, const Answers& answers) {
    std::vector<EstimatedItem> starts;
    for (std::size_t item = 0; item < answers.items(); ++item) {
        if (!request.fixed.empty() && request.fixed[item]) continue;
        if (answers.categories(item).empty() || (answers.alike(item) && !request.priors)) continue;
        const Form form = form_of(request.shape, answers, item);
        starts.push_back({.item = item, .form = form, .parameters = start_of(form, answers, item)});
    }
    return starts;
}

}  // namespace probant::engine::calibration
