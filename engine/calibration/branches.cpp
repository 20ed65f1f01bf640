// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/branches.h"

#include <algorithm>
#include <cmath>

#include "engine/calibration/answers.h"
#include "engine/math/elementary.h"

namespace probant::engine::calibration {
namespace {

constexpr double kNodeStep = 0.1;
constexpr std::size_t kMiddle = kNodesOfAbility / 2;
constexpr double kNodeStepSquared = kNodeStep * kNodeStep;

// Four such factors, and five, are still numbers above the smallest double.
constexpr double kSmallest = 1e-60;
constexpr std::size_t kFactors = 4;

double node_at(std::size_t node) {
    return kNodeStep * (static_cast<double>(node) - static_cast<double>(kMiddle));
}

/// Makes the best 1 and nothing impossible; what was the best.
double levelled(CurveOnNodes& curve) {
    const double best = *std::ranges::max_element(curve);
    for (double& value : curve)
        value = std::max(value / best, kSmallest);
    return best;
}

void multiply(CurveOnNodes& curve, const CurveOnNodes& by) {
    auto factor = by.begin();
    for (double& value : curve)
        value *= *factor++;
}

CurveOnNodes probabilities_of(const ItemModel& model, Category category, const Population& people) {
    CurveOnNodes curve(kNodesOfAbility);
    for (std::size_t node = 0; node < kNodesOfAbility; ++node) {
        const double theta = people.mean + people.sd * node_at(node);
        curve[node] = std::max(probability(model, theta, category), kSmallest);
    }
    return curve;
}

}  // namespace

void add_up(Slope& sum, const Slope& part) {
    sum.log_likelihood += part.log_likelihood;
    for (std::size_t row = 0; row < kUnknownsOfPopulation; ++row) {
        sum.gradient.at(row) += part.gradient.at(row);
        for (std::size_t column = 0; column < kUnknownsOfPopulation; ++column)
            sum.outer.at(row).at(column) += part.outer.at(row).at(column);
    }
}

Branches::Branches(const SecondOrderRequest& request)
    : answers_(request.answers), items_(request.items.size()) {
    first_rows_.reserve(items_);
    for (std::size_t item = 0; item < items_; ++item) {
        const PlacedItem& placed = request.items[item];
        first_rows_.push_back(probabilities_.size());
        if (!placed.used) continue;
        by_competence_.at(placed.competence.index).push_back(item);
        for (std::uint32_t k = 0; k <= full_credit(placed.model).value; ++k) {
            probabilities_.push_back(
                probabilities_of(placed.model, Category{k}, request.population));
        }
    }
}

std::array<std::size_t, kCompetences> Branches::answers_of(std::size_t person) const {
    std::array<std::size_t, kCompetences> counts{};
    for (std::size_t competence = 0; competence < kCompetences; ++competence) {
        for (const std::size_t item : by_competence_.at(competence))
            if (answers_[person * items_ + item] != kNotGiven) ++counts.at(competence);
    }
    return counts;
}

bool Branches::likelihood(std::size_t person,
                          std::uint32_t competence,
                          CurveOnNodes& curve,
                          double& log_best) const {
    std::size_t factors = 0;
    for (const std::size_t item : by_competence_.at(competence)) {
        const std::uint8_t answer = answers_[person * items_ + item];
        if (answer == kNotGiven) continue;
        const CurveOnNodes& factor = probabilities_[first_rows_[item] + answer];
        if (factors == 0) curve.assign(kNodesOfAbility, 1.0);
        multiply(curve, factor);
        if (++factors % kFactors == 0) log_best += math::log(levelled(curve));
    }
    if (factors % kFactors != 0) log_best += math::log(levelled(curve));
    return factors > 0;
}

Tree::Tree(const UnknownVector& point)
    : of_competence(point.at(kOfCompetence) / kNodeStepSquared),
      of_domain(point.at(kOfDomain) / kNodeStepSquared),
      weights(kNodesOfAbility),
      by_mean(kNodesOfAbility),
      by_whole(kNodesOfAbility) {
    const double variance = point.at(kWhole);
    double sum = 0;
    double mean = 0;
    double whole = 0;
    for (std::size_t node = 0; node < kNodesOfAbility; ++node) {
        const double away = node_at(node) - point.at(kMean);
        weights[node] = math::exp(-away * away / (2 * variance));
        by_mean[node] = away / variance;
        by_whole[node] = away * away / (2 * variance * variance);
        sum += weights[node];
        mean += weights[node] * by_mean[node];
        whole += weights[node] * by_whole[node];
    }
    for (std::size_t node = 0; node < kNodesOfAbility; ++node) {
        weights[node] /= sum;
        by_mean[node] -= mean / sum;
        by_whole[node] -= whole / sum;
    }
}

Climber::Climber(const Branches& branches, const Tree& tree)
    : branches_(&branches),
      tree_(&tree),
      answers_(kNodesOfAbility),
      competence_(kNodesOfAbility),
      domain_(kNodesOfAbility),
      domain_rise_(kNodesOfAbility),
      spread_(kNodesOfAbility),
      spread_rise_(kNodesOfAbility),
      whole_(kNodesOfAbility),
      by_domain_(kNodesOfAbility),
      by_competence_(kNodesOfAbility) {}

/// The competences from `first` to before `end`. False when none of them was answered.
bool Climber::climb_domain(std::size_t person, std::uint32_t first, std::uint32_t end) {
    bool answered = false;
    for (std::uint32_t index = first; index < end; ++index) {
        if (!branches_->likelihood(person, index, answers_, log_likelihood_)) continue;
        if (!answered) {
            domain_.assign(kNodesOfAbility, 1.0);
            domain_rise_.assign(kNodesOfAbility, 0.0);
        }
        answered = true;
        tree_->of_competence.apply(answers_, competence_, room_);
        multiply(domain_, competence_);
        for (std::size_t node = 0; node < kNodesOfAbility; ++node)
            domain_rise_[node] += rise(competence_, node) / competence_[node];
    }
    if (!answered) return false;
    log_likelihood_ += math::log(levelled(domain_));
    multiply(domain_rise_, domain_);
    return true;
}

void Climber::multiply_domain() {
    tree_->of_domain.apply(domain_, spread_, room_);
    tree_->of_domain.apply(domain_rise_, spread_rise_, room_);
    multiply(whole_, spread_);
    for (std::size_t node = 0; node < kNodesOfAbility; ++node) {
        by_domain_[node] += rise(spread_, node) / spread_[node];
        by_competence_[node] += spread_rise_[node] / spread_[node];
    }
}

/// Of one person: the means of the derivatives over where theta probably is.
UnknownVector Climber::scores() {
    multiply(whole_, tree_->weights);
    double sum = 0;
    UnknownVector score{};
    for (std::size_t node = 0; node < kNodesOfAbility; ++node) {
        const double weight = whole_[node];
        sum += weight;
        score[kMean] += weight * tree_->by_mean[node];
        score[kWhole] += weight * tree_->by_whole[node];
        score[kOfDomain] += weight * by_domain_[node];
        score[kOfCompetence] += weight * by_competence_[node];
    }
    log_likelihood_ += math::log(sum);
    score[kMean] /= sum;
    score[kWhole] /= sum;
    score[kOfDomain] /= sum * kNodeStepSquared;
    score[kOfCompetence] /= sum * kNodeStepSquared;
    return score;
}

void Climber::add(std::size_t person, Slope& slope) {
    log_likelihood_ = 0;
    whole_.assign(kNodesOfAbility, 1.0);
    by_domain_.assign(kNodesOfAbility, 0.0);
    by_competence_.assign(kNodesOfAbility, 0.0);
    std::uint32_t first = 0;
    for (const std::uint32_t size : kDomainSizes) {
        if (climb_domain(person, first, first + size)) multiply_domain();
        first += size;
    }
    const UnknownVector score = scores();
    slope.log_likelihood += log_likelihood_;
    for (std::size_t row = 0; row < kUnknownsOfPopulation; ++row) {
        slope.gradient.at(row) += score.at(row);
        for (std::size_t column = 0; column < kUnknownsOfPopulation; ++column)
            slope.outer.at(row).at(column) += score.at(row) * score.at(column);
    }
}

}  // namespace probant::engine::calibration
