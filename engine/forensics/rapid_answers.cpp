// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/rapid_answers.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/forensics/tested_by_invention.h"
#include "engine/math/elementary.h"

namespace probant::engine::forensics {
namespace {

constexpr int kSteps = 4;  // simulated people take as many: more only cost time

/// What makes a story other than the ordinary one.
struct Story {
    double right{};  ///< the chance that an answer of this kind is right
    double gain{};   ///< where the search for its gain of speed, in log seconds, starts
    double gain_least{};
    double gain_most{};
};

constexpr Story kKnown{.right = 0.95, .gain = 0.8, .gain_least = 0.3, .gain_most = 2.5};
constexpr Story kNotRead{.right = 0.25, .gain = 2.0, .gain_least = 1.0, .gain_most = 4.0};
constexpr double kShareStart = 0.3;
constexpr double kShareLeast = 0.02;
constexpr double kShareMost = 0.7;

/// What is being fitted.
struct Fit {
    double share{kShareStart};
    double gain{};
    double speed{};
    Place ability{};
};

class Fitting {
public:
    Fitting(const ItemSet& set, const Person& person, std::span<const TimedAnswer> times)
        : set_(set),
          person_(person),
          times_(times),
          odds_(set.size()),
          kept_(set.size()),
          log_if_of_kind_(set.size()) {}

    /// The log-likelihood of the ordinary story, but for what all stories share.
    [[nodiscard]] double ordinary(double speed) {
        return log_likelihood({.share = 0, .gain = 0, .speed = speed, .ability = person_.ability});
    }

    [[nodiscard]] double fitted(const Story& story, double speed) {
        story_ = story;
        hear(story);
        Fit fit{.gain = story.gain, .speed = speed, .ability = person_.ability};
        for (int step = 0; step < kSteps; ++step)
            improve(fit);
        return log_likelihood(fit);
    }

private:
    /// The log of the chance of each answer if it is of the story's kind.
    void hear(const Story& story) {
        const double right = math::log(story.right);
        const double wrong = math::log(1 - story.right);
        for (std::size_t n = 0; n < odds_.size(); ++n) {
            const auto best = full_credit(set_.tables().model(set_.items()[n])).value;
            log_if_of_kind_[n] =
                person_.answers[n] == best ? right : wrong - (best > 1 ? math::log(best) : 0.0);
        }
    }

    [[nodiscard]] double log_score(std::size_t n, const Parabola& parabola) const {
        const std::uint32_t item = set_.items()[n];
        return value_at(set_.tables().answer(item, person_.answers[n]).log_likelihood, parabola);
    }

    /// How many times likelier an answer is if of the story's kind, in odds_.
    void weigh(const Fit& fit) {
        const Parabola parabola = parabola_at(fit.ability);
        for (std::size_t n = 0; n < odds_.size(); ++n) {
            const double late = times_[n].gain - fit.speed;
            const double log_odds = times_[n].weight * fit.gain * (late - fit.gain / 2) +
                                    log_if_of_kind_[n] - log_score(n, parabola);
            constexpr double kLogOddsMost = 300;
            odds_[n] = math::exp(std::min(log_odds, kLogOddsMost));
        }
    }

    void improve(Fit& fit) {
        weigh(fit);
        double share = 0;
        double kind_weight = 0;
        double kind_gain = 0;
        double weight = 0;
        double gain = 0;
        for (std::size_t n = 0; n < odds_.size(); ++n) {
            const double odds = fit.share / (1 - fit.share) * odds_[n];
            const double of_kind = odds / (1 + odds);
            kept_[n] = 1 - of_kind;
            share += of_kind;
            kind_weight += of_kind * times_[n].weight;
            kind_gain += of_kind * times_[n].weight * (times_[n].gain - fit.speed);
            weight += times_[n].weight;
            gain += times_[n].weight * (times_[n].gain - of_kind * fit.gain);
        }
        fit.share = std::clamp(share / static_cast<double>(odds_.size()), kShareLeast, kShareMost);
        if (weight > 0) fit.speed = gain / weight;
        if (kind_weight > 0) {
            fit.gain = std::clamp(kind_gain / kind_weight, story_.gain_least, story_.gain_most);
        }
        if (person_.from == AbilityFrom::Answers)
            fit.ability = set_.ability(person_.answers, kept_);
    }

    [[nodiscard]] double log_likelihood(const Fit& fit) {
        const Parabola parabola = parabola_at(fit.ability);
        if (fit.share > 0) weigh(fit);
        double sum = 0;
        for (std::size_t n = 0; n < odds_.size(); ++n) {
            const double late = times_[n].gain - fit.speed;
            sum += log_score(n, parabola) - 0.5 * times_[n].weight * late * late;
            if (fit.share > 0) sum += math::log1p(fit.share * (odds_[n] - 1));
        }
        return sum;
    }

    const ItemSet& set_;
    const Person& person_;
    std::span<const TimedAnswer> times_;
    Story story_{};
    std::vector<double> odds_{};
    std::vector<double> kept_{};
    std::vector<double> log_if_of_kind_{};
};

}  // namespace

double rapid_answers(const ItemSet& set, const Person& person, std::span<const TimedAnswer> times) {
    Fitting fitting(set, person, times);
    const double speed = speed_of(times);
    const double other = std::max(fitting.fitted(kKnown, speed), fitting.fitted(kNotRead, speed));
    return other - fitting.ordinary(speed);
}

Tested test_rapid_answers(const ItemSet& set,
                          const Person& person,
                          std::span<const TimedAnswer> times,
                          Dice dice) {
    return tested_by_invention(
        set, person, times, dice, [&](const Person& who, std::span<const TimedAnswer> when) {
            return rapid_answers(set, who, when);
        });
}

}  // namespace probant::engine::forensics
