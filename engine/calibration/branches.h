// engine/calibration/branches.h: the likelihood of a person's answers under the second-order model.
//
// Role        Abilities on 121 nodes. A branch is the answers to one competence's items, as a curve
//             over its ability; spread by the competence's deviation and multiplied with the other
//             branches of its domain it is a curve over the domain's, and once more over theta.
//             How each curve answers to the variances is carried along, exactly.
// Invariants  Nothing is impossible: a curve is never below 1e-60 of its best, so that no product
//             is 0. Units are SDs of the calibrated population, from its mean.
// Threads     Branches and Tree are immutable once made; a Climber belongs to one thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/bank/competence.h"
#include "engine/calibration/diffusion.h"
#include "engine/calibration/second_order.h"

namespace probant::engine::calibration {

constexpr std::size_t kNodesOfAbility = 121;  // a tenth of an SD apart, from -6 to 6

/// The unknowns: theta's mean, then three variances.
constexpr std::size_t kMean = 0;
constexpr std::size_t kWhole = 1;
constexpr std::size_t kOfDomain = 2;
constexpr std::size_t kOfCompetence = 3;
constexpr std::size_t kUnknownsOfPopulation = 4;

using UnknownVector = std::array<double, kUnknownsOfPopulation>;

/// A log-likelihood, how it rises, and the sum of the scores' outer products.
struct Slope {
    double log_likelihood{};
    UnknownVector gradient{};
    std::array<UnknownVector, kUnknownsOfPopulation> outer{};
};

void add_up(Slope& sum, const Slope& part);

/// The answers, by competence, and the probability of each at each node.
class Branches {
public:
    explicit Branches(const SecondOrderRequest& request);

    [[nodiscard]] std::size_t persons() const { return answers_.size() / items_; }

    /// How many a person gave in each competence.
    [[nodiscard]] std::array<std::size_t, kCompetences> answers_of(std::size_t person) const;

    /// The likelihood of the answers in one competence, its best 1. False when there are none.
    [[nodiscard]] bool likelihood(std::size_t person,
                                  std::uint32_t competence,
                                  CurveOnNodes& curve,
                                  double& log_best) const;

private:
    std::span<const std::uint8_t> answers_{};
    std::size_t items_{};
    std::array<std::vector<std::size_t>, kCompetences> by_competence_{};
    std::vector<std::size_t> first_rows_{};  ///< of each item, in the table below
    std::vector<CurveOnNodes> probabilities_{};
};

/// What the unknowns make of curves, at one point.
struct Tree {
    explicit Tree(const UnknownVector& point);

    Diffusion of_competence;
    Diffusion of_domain;
    CurveOnNodes weights{};   ///< of theta
    CurveOnNodes by_mean{};   ///< the scores of the weights' logarithms
    CurveOnNodes by_whole{};  ///< … by theta's variance
};

/// Persons, one after the other.
class Climber {
public:
    Climber(const Branches& branches, const Tree& tree);

    void add(std::size_t person, Slope& slope);

private:
    bool climb_domain(std::size_t person, std::uint32_t first, std::uint32_t end);
    void multiply_domain();
    [[nodiscard]] UnknownVector scores();

    const Branches* branches_;
    const Tree* tree_;
    double log_likelihood_{};
    CurveOnNodes answers_{};        ///< of a competence, over its own ability
    CurveOnNodes competence_{};     ///< the same over its domain's
    CurveOnNodes domain_{};         ///< of a domain, over its own ability
    CurveOnNodes domain_rise_{};    ///< … its derivative by the competences' variance
    CurveOnNodes spread_{};         ///< of a domain, over theta
    CurveOnNodes spread_rise_{};    ///< … its derivative by the competences' variance
    CurveOnNodes whole_{};          ///< of all answers, over theta
    CurveOnNodes by_domain_{};      ///< derivative of its logarithm by the domains' variance
    CurveOnNodes by_competence_{};  ///< … by the competences'
    CurveOnNodes room_{};
};

}  // namespace probant::engine::calibration
