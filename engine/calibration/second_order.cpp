// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/second_order.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/calibration/branches.h"
#include "engine/calibration/symmetric.h"

namespace probant::engine::calibration {
namespace {

constexpr std::size_t kIterationsMost = 100;
constexpr int kAscentHalvingsMost = 20;

// Half of the likelihood that a step can still gain; an SE's thousandth gains a millionth.
constexpr double kAscentGainLeast = 1e-6;

constexpr std::size_t kBlock = 32;  // persons summed at once, whatever the crew

// Where the ascent looks: an SD of 2 beside a theta of SD 1 is no deviation any more.
constexpr UnknownVector kLeast{-3, 0.05, 0, 0};
constexpr UnknownVector kMost{3, 9, 4, 4};
constexpr UnknownVector kStart{0, 1, 0.1, 0.1};

// Of the logistic curve closest to a normal one: 1.7 squared (Lord and Novick 1968).
constexpr double kLogisticVariance = 2.89;

// No slope is more than doubled: some were steep by chance.
constexpr double kBlurMost = 0.25;

/// Who tells of which deviation.
struct Tellers {
    std::vector<std::size_t> persons{};  ///< who answered in two competences or more
    std::size_t of_competences{};        ///< with two answers in one, and another of its domain
    std::size_t of_domains{};            ///< with answers in two domains
};

void count_teller(Tellers& tellers, const Branches& branches, std::size_t person) {
    const auto answers = branches.answers_of(person);
    std::array<std::size_t, kDomains> competences{};
    bool repeated = false;
    for (std::uint32_t index = 0; index < kCompetences; ++index) {
        if (answers.at(index) == 0) continue;
        ++competences.at(Competence::at(index).domain() - 1);
        repeated = repeated || answers.at(index) >= 2;
    }
    std::size_t all = 0;
    std::size_t domains = 0;
    for (const std::size_t in_domain : competences) {
        all += in_domain;
        domains += in_domain > 0 ? 1 : 0;
    }
    if (all < 2) return;
    tellers.persons.push_back(person);
    if (repeated && all > domains) ++tellers.of_competences;
    if (domains >= 2) ++tellers.of_domains;
}

Tellers tellers_of(const Branches& branches) {
    Tellers tellers;
    for (std::size_t person = 0; person < branches.persons(); ++person)
        count_teller(tellers, branches, person);
    return tellers;
}

/// The items as they discriminate once the deviations at a point are known. A slope found as if
/// there were one ability is that of a logistic curve blurred by the deviations: a / sqrt(1 + a^2
/// s^2 / v).
std::vector<PlacedItem> steepened(const SecondOrderRequest& request, const UnknownVector& point) {
    const double deviations = request.population.sd * request.population.sd *
                              (point.at(kOfDomain) + point.at(kOfCompetence)) / point.at(kWhole);
    auto items = request.items;
    for (PlacedItem& item : items) {
        double& slope = item.model.discrimination;
        const double left = 1 - slope * slope * deviations / kLogisticVariance;
        slope /= std::sqrt(std::max(left, kBlurMost));
    }
    return items;
}

/// The sums over all persons at a point.
Slope slope_at(const UnknownVector& point,
               const Branches& branches,
               const std::vector<std::size_t>& persons,
               const Crew& crew) {
    const std::size_t blocks = (persons.size() + kBlock - 1) / kBlock;
    std::vector<Slope> parts(blocks);
    const Tree tree(point);
    crew(blocks, [&](std::size_t block) {
        const std::size_t end = std::min(persons.size(), (block + 1) * kBlock);
        Climber climber(branches, tree);
        for (std::size_t n = block * kBlock; n < end; ++n)
            climber.add(persons[n], parts[block]);
    });
    Slope sum;
    for (const Slope& part : parts)
        add_up(sum, part);
    return sum;
}

using Free = std::vector<std::size_t>;  ///< which unknowns may move

Free free_unknowns(const UnknownVector& point, const Slope& slope) {
    Free free;
    for (std::size_t n = 0; n < kUnknownsOfPopulation; ++n) {
        const bool pressed = (point.at(n) <= kLeast.at(n) && slope.gradient.at(n) <= 0) ||
                             (point.at(n) >= kMost.at(n) && slope.gradient.at(n) >= 0);
        if (!pressed) free.push_back(n);
    }
    return free;
}

/// The factor of the information of the unknowns that move; nothing when they cannot be told apart.
std::optional<Symmetric> information_factor(const Slope& slope, const Free& free) {
    Symmetric information(free.size());
    for (std::size_t row = 0; row < free.size(); ++row) {
        for (std::size_t column = 0; column <= row; ++column)
            information.at(row, column) = slope.outer.at(free[row]).at(free[column]);
    }
    return factor(information);
}

/// The step of Berndt and others, and what it gains on the straight line.
struct Step {
    UnknownVector move{};
    double gain{};
};

Step scoring_step(const Slope& slope, const Free& free, const Symmetric& lower) {
    std::vector<double> right;
    right.reserve(free.size());
    for (const std::size_t n : free)
        right.push_back(slope.gradient.at(n));
    const auto move = solve(lower, right);
    Step step;
    for (std::size_t n = 0; n < free.size(); ++n) {
        step.move.at(free[n]) = move[n];
        step.gain += move[n] * right[n];
    }
    return step;
}

UnknownVector moved(const UnknownVector& point, const UnknownVector& move, double share) {
    UnknownVector next = point;
    for (std::size_t n = 0; n < kUnknownsOfPopulation; ++n)
        next.at(n) = std::clamp(point.at(n) + share * move.at(n), kLeast.at(n), kMost.at(n));
    return next;
}

struct Ascent {
    UnknownVector point{kStart};
    Slope slope{};
    std::size_t iterations{};
    bool converged{};
    bool told{true};  ///< the unknowns could be told apart
};

using Look = std::function<Slope(const UnknownVector&)>;

/// Halves the step until it climbs. False when it never does.
bool climb(Ascent& ascent, const UnknownVector& move, const Look& look) {
    double share = 1;
    for (int halving = 0; halving < kAscentHalvingsMost; ++halving) {
        const UnknownVector next = moved(ascent.point, move, share);
        if (look(next).log_likelihood > ascent.slope.log_likelihood) {
            ascent.point = next;
            return true;
        }
        share /= 2;
    }
    return false;
}

/// One step, among items as steep as the deviations where it starts make them. False at the end.
bool advance(Ascent& ascent, const Look& look) {
    ascent.slope = look(ascent.point);
    const Free free = free_unknowns(ascent.point, ascent.slope);
    const auto lower = information_factor(ascent.slope, free);
    ascent.told = lower.has_value();
    if (!lower) return false;
    const Step step = scoring_step(ascent.slope, free, *lower);
    ascent.converged = step.gain < kAscentGainLeast;
    return !ascent.converged && climb(ascent, step.move, look);
}

Ascent ascend(const SecondOrderRequest& request,
              const std::vector<std::size_t>& persons,
              const Crew& crew,
              const Progress& progress) {
    Ascent ascent;
    bool more = true;
    while (more && ascent.iterations < kIterationsMost) {
        const Branches branches({.answers = request.answers,
                                 .items = steepened(request, ascent.point),
                                 .population = request.population});
        more = advance(ascent, [&](const UnknownVector& point) {
            return slope_at(point, branches, persons, crew);
        });
        ++ascent.iterations;
        if (progress) progress(ascent.iterations, kIterationsMost, ascent.slope.log_likelihood);
    }
    return ascent;
}

/// The error of sd sqrt(variance / whole), by the errors of both logarithms.
std::optional<double> error_of(const Ascent& ascent, std::size_t unknown, double sd) {
    const double variance = ascent.point.at(unknown);
    const Free free = free_unknowns(ascent.point, ascent.slope);
    const auto place = std::ranges::find(free, unknown);
    const auto whole = std::ranges::find(free, kWhole);
    if (variance <= 0 || place == free.end() || whole == free.end()) return std::nullopt;
    const auto lower = information_factor(ascent.slope, free);
    if (!lower) return std::nullopt;
    std::vector<double> weights(free.size());
    weights[static_cast<std::size_t>(place - free.begin())] = 0.5 / variance;
    weights[static_cast<std::size_t>(whole - free.begin())] = -0.5 / ascent.point.at(kWhole);
    const auto towards = solve(*lower, weights);
    double sum = 0;
    for (std::size_t n = 0; n < free.size(); ++n)
        sum += weights[n] * towards[n];
    return sd * std::sqrt(sum);
}

Deviations deviations_of(const Ascent& ascent, const Population& population) {
    const auto sd_of = [&](std::size_t unknown) {
        return population.sd * std::sqrt(ascent.point.at(unknown) / ascent.point.at(kWhole));
    };
    Deviations deviations{.domain_sd = sd_of(kOfDomain), .competence_sd = sd_of(kOfCompetence)};
    deviations.domain_error = error_of(ascent, kOfDomain, deviations.domain_sd);
    deviations.competence_error = error_of(ascent, kOfCompetence, deviations.competence_sd);
    return deviations;
}

}  // namespace

SecondOrder second_order(const SecondOrderRequest& request,
                         const Crew& crew,
                         const Progress& progress) {
    ENSURE(!request.items.empty() && request.answers.size() % request.items.size() == 0);
    ENSURE(request.population.sd > 0);
    const Tellers tellers = tellers_of(Branches(request));
    SecondOrder result{.persons = tellers.persons.size()};
    if (std::min(tellers.of_competences, tellers.of_domains) < kPersonsTelling) return result;
    const Ascent ascent = ascend(request, tellers.persons, crew, progress);
    result.iterations = ascent.iterations;
    result.converged = ascent.converged;
    result.log_likelihood = ascent.slope.log_likelihood;
    if (ascent.told) result.deviations = deviations_of(ascent, request.population);
    return result;
}

}  // namespace probant::engine::calibration
