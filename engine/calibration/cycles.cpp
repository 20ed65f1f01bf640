// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/cycles.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/calibration/acceleration.h"
#include "engine/calibration/maximisation.h"
#include "engine/calibration/quadrature.h"
#include "engine/calibration/start.h"
#include "engine/math/elementary.h"

namespace probant::engine::calibration {
namespace {

// What a cycle could still gain, in units of the log-likelihood, for each parameter. EM gains at
// least a hundredth of what is left where the answers say little: a ten-thousandth of a standard
// error remains.
constexpr double kGainLeast = 1e-10;
constexpr double kItemParameters = 2;  // at least

// The first cycles also move the population to where the posteriors put it, then the scale back:
// EM alone would crawl along it.
constexpr std::size_t kExpandedCycles = 3;

constexpr double kPopulationMeanMost = 4;
constexpr double kPopulationSdLeast = 0.1;
constexpr double kPopulationSdMost = 4;

constexpr std::size_t kItemsOfPart = 16;  // of the crew's work

/// Mean and SD of the posteriors of all.
Population population_of(const std::vector<Lanes>& mass, const std::vector<double>& nodes) {
    double people = 0;
    double sum = 0;
    double squares = 0;
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        const double here = mass[node / kLanes].at(node % kLanes);
        people += here;
        sum += here * nodes[node];
        squares += here * nodes[node] * nodes[node];
    }
    const double mean = sum / people;
    const double variance = std::max(squares / people - mean * mean, 0.0);
    return {.mean = std::clamp(mean, -kPopulationMeanMost, kPopulationMeanMost),
            .sd = std::clamp(std::sqrt(variance), kPopulationSdLeast, kPopulationSdMost)};
}

class Moments {
public:
    void add(double value, double variance) {
        count_ += 1;
        sum_ += value;
        squares_ += value * value + variance;
    }

    [[nodiscard]] Normal normal(double sd_least) const {
        const double mean = sum_ / count_;
        const double variance = std::max(squares_ / count_ - mean * mean, 0.0);
        return {.mean = mean, .sd = std::max(std::sqrt(variance), sd_least)};
    }

private:
    double count_{};
    double sum_{};
    double squares_{};
};

class Cycles {
public:
    Cycles(const Request& request, const Answers& answers, const Crew& crew)
        : request_(request),
          answers_(answers),
          crew_(crew),
          nodes_(nodes_of(request.nodes)),
          logs_(answers.rows(), blocks_for(nodes_.size())) {
        fitted_.items = starts_of(request, answers);
        fitted_.moving.assign(fitted_.items.size(), false);
        fitted_.expected = room_for(answers, logs_.blocks());
        fitted_.anchored =
            std::ranges::any_of(request.fixed, [](const auto& item) { return item.has_value(); });
        maximised_.assign(fitted_.items.size(),
                          {.parameters = {}, .gradient = {}, .information = Symmetric(0)});
        fill_fixed();
    }

    Fitted run(const Progress& progress) {
        for (fitted_.cycles = 1; fitted_.cycles <= kCyclesMost; ++fitted_.cycles) {
            expect_here();
            if (fell()) {
                go_to(fallback_);
                acceleration_.forget();
                has_fallback_ = false;
                continue;
            }
            update_priors();
            objective_ = fitted_.expected.log_likelihood + log_prior();
            if (progress) progress(fitted_.cycles, kCyclesMost, fitted_.expected.log_likelihood);
            maximise_here();
            if (is_settled()) break;
            propose();
        }
        finish();
        return std::move(fitted_);
    }

private:
    [[nodiscard]] const Priors* priors() const {
        return request_.priors ? &fitted_.priors : nullptr;
    }

    void fill(std::size_t item, std::size_t k, std::size_t node, double log) {
        logs_.at(answers_.first_row(item) + k, node) = log;
    }

    void fill_fixed() {
        for (std::size_t item = 0; item < request_.fixed.size(); ++item)
            if (const auto& model = request_.fixed[item]) fill_fixed_item(item, *model);
    }

    void fill_fixed_item(std::size_t item, const ItemModel& model) {
        const auto categories = answers_.categories(item);
        for (std::size_t k = 0; k < categories.size(); ++k) {
            const Category category{categories[k]};
            // The row of nobody, where all answered alike, may be of a category it does not have.
            if (category > full_credit(model)) continue;
            for (std::size_t node = 0; node < nodes_.size(); ++node)
                fill(item, k, node, log_likelihood(model, nodes_[node], category));
        }
    }

    void in_parts(const std::function<void(std::size_t place)>& work) const {
        const std::size_t items = fitted_.items.size();
        crew_((items + kItemsOfPart - 1) / kItemsOfPart, [&](std::size_t part) {
            const std::size_t end = std::min((part + 1) * kItemsOfPart, items);
            for (std::size_t place = part * kItemsOfPart; place < end; ++place)
                work(place);
        });
    }

    void expect_here() {
        in_parts([this](std::size_t place) {
            const EstimatedItem& item = fitted_.items[place];
            Point point;  // NOLINT(cppcoreguidelines-pro-type-member-init): evaluate() writes it
            for (std::size_t node = 0; node < nodes_.size(); ++node) {
                evaluate(item.form, item.parameters, nodes_[node], point);
                for (std::size_t k = 0; k < item.form.categories; ++k)
                    fill(item.item, k, node, point.at(k).log_probability);
            }
        });
        expect(answers_, logs_, log_weights(nodes_, fitted_.population), crew_, fitted_.expected);
    }

    [[nodiscard]] double log_prior() const {
        if (!request_.priors) return 0;
        double sum = 0;
        for (const EstimatedItem& item : fitted_.items)
            sum += log_density(fitted_.priors, item.form, item.parameters);
        return sum;
    }

    /// Whether the acceleration led below the point it left, beyond what rounding can do.
    [[nodiscard]] bool fell() const {
        if (!has_fallback_) return false;
        const double here = fitted_.expected.log_likelihood + log_prior();
        return !(here >= objective_ - 1e-12 * std::abs(objective_));
    }

    /// One item, as its answers and its prior tell it: ln a and each b, with their variances.
    void add_item(std::size_t place, Moments& slopes, Moments& difficulties) const {
        const EstimatedItem& item = fitted_.items[place];
        // Items of few answers are mostly prior: they would tell it what it told them, and drift.
        if (answers_.answers_to(item.item) < kAnswersFew) return;
        const Symmetric& information = maximised_[place].information;
        const auto lower = factor(information);
        if (!lower) return;
        const Symmetric covariance = inverse(*lower);
        const double slope = math::exp(item.parameters[kLogSlope]);
        const double prior =
            1 / (fitted_.priors.difficulty.sd * fitted_.priors.difficulty.sd * slope * slope);
        const std::size_t end =
            item.form.shape == Shape::Graded ? item.form.parameters() : kIntercept + 1;
        double believed = 0;  // intercepts that the prior tells rather than the answers
        for (std::size_t n = kIntercept; n < end; ++n) {
            believed += std::min(prior / information.at(n, n), 1.0);
            const double b = -item.parameters.at(n) / slope;
            const double variance = b * b * covariance.at(kLogSlope, kLogSlope) +
                                    2 * b / slope * covariance.at(n, kLogSlope) +
                                    covariance.at(n, n) / (slope * slope);
            difficulties.add(b, std::max(variance, 0.0));
        }
        // The mode over ln a and d is below the mean of ln a where d is not told: an intercept's
        // prior is as wide as the slope. Each cycle would else lower the mean of the slopes.
        const double variance = covariance.at(kLogSlope, kLogSlope);
        slopes.add(item.parameters[kLogSlope] + believed * variance, variance);
    }

    /// The mean and the SD of the items, each known as precisely as its answers and its prior say.
    void update_priors() {
        if (!request_.priors || fitted_.cycles == 1 || fitted_.items.empty()) return;
        Moments slopes;
        Moments difficulties;
        const Priors vague;
        // One item more, as vague as the start: a few items alone would let the scale drift.
        slopes.add(vague.log_slope.mean, vague.log_slope.sd * vague.log_slope.sd);
        difficulties.add(vague.difficulty.mean, vague.difficulty.sd * vague.difficulty.sd);
        for (std::size_t place = 0; place < fitted_.items.size(); ++place)
            add_item(place, slopes, difficulties);
        fitted_.priors.log_slope = slopes.normal(kLogSlopeSdLeast);
        fitted_.priors.difficulty = difficulties.normal(kDifficultySdLeast);
    }

    void maximise_here() {
        in_parts([this](std::size_t place) {
            const EstimatedItem& item = fitted_.items[place];
            const ItemCounts counts{.counts = fitted_.expected.counts,
                                    .first_row = answers_.first_row(item.item),
                                    .nodes = nodes_};
            maximised_[place] = maximise(counts, item.form, item.parameters, priors());
        });
        people_ = population_of(fitted_.expected.mass, nodes_);
        gain_ = 0;
        for (std::size_t place = 0; place < fitted_.items.size(); ++place) {
            const double gain = gain_of(place);
            fitted_.moving[place] = gain > kGainLeast * kItemParameters;
            gain_ += gain;
        }
        if (fitted_.anchored) gain_ += population_gain();
    }

    [[nodiscard]] bool is_settled() const {
        const auto items = static_cast<double>(std::max<std::size_t>(fitted_.items.size(), 1));
        return gain_ < kGainLeast * kItemParameters * items;
    }

    [[nodiscard]] double gain_of(std::size_t place) const {
        const EstimatedItem& item = fitted_.items[place];
        double gain = 0;
        for (std::size_t n = 0; n < item.form.parameters(); ++n) {
            gain += maximised_[place].gradient.at(n) *
                    (maximised_[place].parameters.at(n) - item.parameters.at(n));
        }
        return gain;
    }

    [[nodiscard]] double people() const {
        double sum = 0;
        for (std::size_t pattern = 0; pattern < answers_.patterns(); ++pattern)
            sum += answers_.frequency(pattern);
        return sum;
    }

    [[nodiscard]] double population_gain() const {
        const double mean = (people_.mean - fitted_.population.mean) / people_.sd;
        const double sd = math::log(people_.sd / fitted_.population.sd);
        return people() * (mean * mean + 2 * sd * sd);
    }

    /// All that moves, as one point: the items', then the population's when it is free.
    [[nodiscard]] std::vector<double> point() const {
        std::vector<double> point;
        for (const EstimatedItem& item : fitted_.items) {
            for (std::size_t n = 0; n < item.form.parameters(); ++n)
                point.push_back(item.parameters.at(n));
        }
        if (fitted_.anchored) {
            point.push_back(fitted_.population.mean);
            point.push_back(math::log(fitted_.population.sd));
        }
        return point;
    }

    /// Where EM goes. While expanded, the scale is moved so that the population is N(0, 1) again.
    [[nodiscard]] std::vector<double> em_point() const {
        const bool expanded = !fitted_.anchored && fitted_.cycles <= kExpandedCycles;
        const Population scale = expanded ? people_ : Population{};
        std::vector<double> point;
        for (std::size_t place = 0; place < fitted_.items.size(); ++place) {
            const Form& form = fitted_.items[place].form;
            Parameters parameters = maximised_[place].parameters;
            const double slope = math::exp(parameters[kLogSlope]);
            parameters[kLogSlope] += math::log(scale.sd);
            const std::size_t end =
                form.shape == Shape::Graded ? form.parameters() : kIntercept + 1;
            for (std::size_t n = kIntercept; n < end; ++n)
                parameters.at(n) += slope * scale.mean;
            parameters = within_limits(form, parameters);
            for (std::size_t n = 0; n < form.parameters(); ++n)
                point.push_back(parameters.at(n));
        }
        if (fitted_.anchored) {
            point.push_back(people_.mean);
            point.push_back(math::log(people_.sd));
        }
        return point;
    }

    [[nodiscard]] std::vector<double> weights() const {
        std::vector<double> weights;
        for (std::size_t place = 0; place < fitted_.items.size(); ++place) {
            for (std::size_t n = 0; n < fitted_.items[place].form.parameters(); ++n)
                weights.push_back(maximised_[place].information.at(n, n));
        }
        if (fitted_.anchored) {
            weights.push_back(people() / (people_.sd * people_.sd));
            weights.push_back(2 * people());
        }
        return weights;
    }

    void propose() {
        const auto here = point();
        fallback_ = em_point();
        std::vector<double> move(fallback_);
        for (std::size_t n = 0; n < move.size(); ++n)
            move[n] -= here[n];
        if (fitted_.cycles <= kExpandedCycles) {
            go_to(fallback_);
            has_fallback_ = false;
            return;
        }
        has_fallback_ = true;
        go_to(acceleration_.next(here, move, weights()));
    }

    /// An item whose intercepts would cross goes where EM leads it.
    void go_to(const std::vector<double>& point) {
        std::size_t offset = 0;
        for (EstimatedItem& item : fitted_.items) {
            Parameters parameters = item.parameters;
            for (std::size_t n = 0; n < item.form.parameters(); ++n)
                parameters.at(n) = point[offset + n];
            parameters = within_limits(item.form, parameters);
            if (!in_order(item.form, parameters)) {
                for (std::size_t n = 0; n < item.form.parameters(); ++n)
                    parameters.at(n) = fallback_[offset + n];
            }
            item.parameters = parameters;
            offset += item.form.parameters();
        }
        if (!fitted_.anchored) return;
        fitted_.population = {
            .mean = std::clamp(point[offset], -kPopulationMeanMost, kPopulationMeanMost),
            .sd = std::clamp(math::exp(point[offset + 1]), kPopulationSdLeast, kPopulationSdMost)};
    }

    void finish() {
        fitted_.converged = is_settled();
        if (!fitted_.converged) {
            fitted_.cycles = kCyclesMost;
            expect_here();
        }
        fitted_.log_posterior = fitted_.expected.log_likelihood + log_prior();
    }

    const Request& request_;
    const Answers& answers_;
    const Crew& crew_;
    std::vector<double> nodes_;
    NodeRows logs_;  ///< ln of the probability of each answer at each node
    Fitted fitted_{};
    std::vector<Maximised> maximised_{};
    Population people_{};
    Acceleration acceleration_{};
    std::vector<double> fallback_{};  ///< where EM led from the last point kept
    bool has_fallback_{};
    double objective_{};
    double gain_{};
};

}  // namespace

Fitted fit(const Request& request,
           const Answers& answers,
           const Crew& crew,
           const Progress& progress) {
    return Cycles(request, answers, crew).run(progress);
}

}  // namespace probant::engine::calibration
