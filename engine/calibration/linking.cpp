// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/linking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "crypto/base/ensure.h"
#include "engine/calibration/quadrature.h"
#include "engine/calibration/symmetric.h"
#include "engine/math/elementary.h"

namespace probant::engine::calibration {
namespace {

constexpr std::size_t kNodes = 61;
constexpr int kMovesMost = 100;
constexpr double kScaleLeast = 0.05;
constexpr double kScaleMost = 20;

/// Every place of an item on the scale: b, or each threshold.
void add_places(const ItemModel& model, std::vector<double>& places) {
    if (!is_graded(model)) {
        places.push_back(model.difficulty);
        return;
    }
    places.insert(places.end(), model.thresholds.begin(), model.thresholds.end());
}

Link mean_and_sigma(std::span<const ItemModel> from, std::span<const ItemModel> to) {
    std::vector<double> ours;
    std::vector<double> theirs;
    for (std::size_t n = 0; n < from.size(); ++n) {
        add_places(from[n], ours);
        add_places(to[n], theirs);
    }
    const auto moments = [](const std::vector<double>& values) {
        double sum = 0;
        double squares = 0;
        for (const double value : values) {
            sum += value;
            squares += value * value;
        }
        const auto count = static_cast<double>(values.size());
        const double mean = sum / count;
        return Population{.mean = mean,
                          .sd = std::sqrt(std::max(squares / count - mean * mean, 0.0))};
    };
    const Population one = moments(ours);
    const Population other = moments(theirs);
    // A single item, or items of one difficulty, tell the shift alone.
    constexpr double kSpreadLeast = 1e-6;
    const bool spread = one.sd > kSpreadLeast && other.sd > kSpreadLeast;
    const double scale = spread ? std::clamp(other.sd / one.sd, kScaleLeast, kScaleMost) : 1;
    return {.scale = scale, .shift = other.mean - scale * one.mean};
}

struct Score {
    double value{};
    double slope{};
};

/// The expected score of all the items, and how it rises.
Score expected_score(std::span<const ItemModel> items, double theta) {
    Score score;
    for (const ItemModel& item : items) {
        for (std::uint32_t k = 1; k <= full_credit(item).value; ++k) {
            const double part = k * probability(item, theta, Category{k});
            score.value += part;
            score.slope += part * log_likelihood_slope(item, theta, Category{k});
        }
    }
    return score;
}

struct Distance {
    double squares{};
    std::array<double, 2> gradient{};
    Symmetric curvature{2};
};

}  // namespace

ItemModel linked(ItemModel model, const Link& link) {
    model.discrimination /= link.scale;
    model.difficulty = link.scale * model.difficulty + link.shift;
    for (double& threshold : model.thresholds)
        threshold = link.scale * threshold + link.shift;
    return model;
}

CalibratedItem linked(CalibratedItem item, const Link& link) {
    item.model = linked(std::move(item.model), link);
    if (item.errors.discrimination) *item.errors.discrimination /= link.scale;
    if (item.errors.difficulty) *item.errors.difficulty *= link.scale;
    for (auto& error : item.errors.thresholds)
        if (error) *error *= link.scale;
    return item;
}

namespace {

/// The people on the scale linked to, and what they score there.
struct Target {
    std::vector<double> abilities{};
    std::vector<double> weights{};
    std::vector<double> scores{};
};

Target target_of(std::span<const ItemModel> to, const Link& start) {
    Target target;
    for (const double node : nodes_of(kNodes)) {
        const double theta = start.scale * node + start.shift;
        target.abilities.push_back(theta);
        target.weights.push_back(math::exp(-node * node / 2));
        target.scores.push_back(expected_score(to, theta).value);
    }
    return target;
}

Distance distance_of(std::span<const ItemModel> from, const Target& target, const Link& link) {
    Distance distance;
    for (std::size_t n = 0; n < target.abilities.size(); ++n) {
        const double theta = (target.abilities[n] - link.shift) / link.scale;
        const Score score = expected_score(from, theta);
        const double apart = score.value - target.scores[n];
        const double by_shift = -score.slope / link.scale;
        const double by_scale = by_shift * theta;
        const double weight = target.weights[n];
        distance.squares += weight * apart * apart;
        distance.gradient[0] += weight * apart * by_scale;
        distance.gradient[1] += weight * apart * by_shift;
        distance.curvature.at(0, 0) += weight * by_scale * by_scale;
        distance.curvature.at(1, 0) += weight * by_scale * by_shift;
        distance.curvature.at(1, 1) += weight * by_shift * by_shift;
    }
    return distance;
}

}  // namespace

Link stocking_lord(std::span<const ItemModel> from, std::span<const ItemModel> to) {
    ENSURE(!from.empty() && from.size() == to.size());
    Link link = mean_and_sigma(from, to);
    const Target target = target_of(to, link);
    Distance here = distance_of(from, target, link);
    double damping = 1e-6;  // Levenberg and Marquardt's
    for (int step = 0; step < kMovesMost && damping < 1e9; ++step) {
        Symmetric damped = here.curvature;
        damped.at(0, 0) *= 1 + damping;
        damped.at(1, 1) *= 1 + damping;
        const auto lower = factor(damped);
        if (!lower) {
            damping *= 100;
            continue;
        }
        const auto move = solve(*lower, {-here.gradient[0], -here.gradient[1]});
        const Link tried{.scale = std::clamp(link.scale + move[0], kScaleLeast, kScaleMost),
                         .shift = link.shift + move[1]};
        Distance there = distance_of(from, target, tried);
        if (!(there.squares < here.squares)) {
            damping *= 10;
            continue;
        }
        link = tried;
        here = std::move(there);
        damping = std::max(damping / 10, 1e-12);
    }
    return link;
}

}  // namespace probant::engine::calibration
