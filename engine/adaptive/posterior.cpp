// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/posterior.h"

#include <algorithm>
#include <cmath>

#include "engine/math/elementary.h"

namespace probant::engine {
namespace {

/// Gregory's weights of sixth order for the first nodes of each end; 1 in between.
constexpr std::array<double, 6> kEndWeights{19087.0 / 60480,
                                            84199.0 / 60480,
                                            18869.0 / 30240,
                                            37621.0 / 30240,
                                            55031.0 / 60480,
                                            61343.0 / 60480};

// The reference is itself a trapezoid, with a step ten times finer: its error at the ends is a
// hundredth of a trapezoid's on our nodes. We keep that hundredth, so that a bell cut at 8 gives
// the reference's figure and not a truer one.
constexpr double kReferenceShare = 0.01;

double node_weight(std::size_t node) {
    const std::size_t from_end = node < kMiddleNode ? node : kNodes - 1 - node;
    if (from_end >= kEndWeights.size()) return 1.0;
    const double trapezoid = from_end == 0 ? 0.5 : 1.0;
    return (1.0 - kReferenceShare) * kEndWeights.at(from_end) + kReferenceShare * trapezoid;
}

OnGrid log_posterior(const Likelihood& likelihood, std::uint32_t prior_sd_milli) {
    const double sd = prior_sd_milli / 1000.0;
    const double precision = 1.0 / (sd * sd);
    OnGrid log{};
    for (std::size_t node = 0; node < kNodes; ++node) {
        const double theta = node_theta(node);
        log.at(node) = likelihood.log.at(node) - 0.5 * theta * theta * precision;
    }
    return log;
}

double greatest(const OnGrid& values) {
    return std::ranges::max(values);
}

/// Not yet divided by their sum.
OnGrid node_masses(const Likelihood& likelihood, std::uint32_t prior_sd_milli) {
    // Below exp(-60) of the peak a node adds nothing that a double of the sum could hold.
    constexpr double kNegligible = -60.0;
    auto masses = log_posterior(likelihood, prior_sd_milli);
    const double peak = greatest(masses);
    for (std::size_t node = 0; node < kNodes; ++node) {
        double& mass = masses.at(node);
        const double below_peak = mass - peak;
        mass = below_peak < kNegligible ? 0.0 : node_weight(node) * math::exp(below_peak);
    }
    return masses;
}

std::int64_t to_micro(double value) {
    constexpr double kMillion = 1e6;
    const double scaled = value * kMillion;
    return static_cast<std::int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

}  // namespace

OnGrid log_likelihood_on_grid(const ItemModel& model, Category category) {
    OnGrid logs{};
    for (std::size_t node = 0; node < kNodes; ++node)
        logs.at(node) = log_likelihood(model, node_theta(node), category);
    return logs;
}

void add_answer(Likelihood& likelihood, const OnGrid& log_likelihood) {
    for (std::size_t node = 0; node < kNodes; ++node)
        likelihood.log.at(node) += log_likelihood.at(node);
}

Moments moments(const Likelihood& likelihood, std::uint32_t prior_sd_milli) {
    const auto masses = node_masses(likelihood, prior_sd_milli);
    double total = 0;
    double first = 0;
    for (std::size_t node = 0; node < kNodes; ++node) {
        total += masses.at(node);
        first += masses.at(node) * node_theta(node);
    }
    const double mean = first / total;
    double second = 0;
    for (std::size_t node = 0; node < kNodes; ++node) {
        const double away = node_theta(node) - mean;
        second += masses.at(node) * away * away;
    }
    return {.mean = mean, .sd = std::sqrt(second / total)};
}

Estimate estimate(const Likelihood& likelihood, std::uint32_t prior_sd_milli) {
    const auto [mean, sd] = moments(likelihood, prior_sd_milli);
    return {.theta_micro = to_micro(mean), .se_micro = to_micro(sd)};
}

OnGrid node_probabilities(const Likelihood& likelihood, std::uint32_t prior_sd_milli) {
    auto masses = node_masses(likelihood, prior_sd_milli);
    double total = 0;
    for (const double mass : masses)
        total += mass;
    for (double& mass : masses)
        mass /= total;
    return masses;
}

}  // namespace probant::engine
