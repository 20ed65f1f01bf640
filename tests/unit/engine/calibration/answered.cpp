// SPDX-License-Identifier: EUPL-1.2
#include "answered.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numbers>
#include <random>

#include "engine/bank/competence.h"
#include "engine/calibration/answers.h"

namespace probant::engine::calibration {
namespace {

/// The same numbers with every standard library.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}

    double uniform() { return (static_cast<double>(engine_() >> 11U) + 0.5) * 0x1p-53; }

    double normal() {
        return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * std::numbers::pi * uniform());
    }

private:
    std::mt19937_64 engine_;
};

std::uint8_t answer_of(const ItemModel& item, double theta, double chance) {
    double below = 0;
    for (std::uint32_t k = 0; k < full_credit(item).value; ++k) {
        below += probability(item, theta, Category{k});
        if (chance < below) return static_cast<std::uint8_t>(k);
    }
    return static_cast<std::uint8_t>(full_credit(item).value);
}

std::array<double, kCompetences> abilities_of(const Deviating& simulation, Chance& chance) {
    const double theta = chance.normal();
    std::array<double, kDomains> domains{};
    for (double& deviation : domains)
        deviation = simulation.domain_sd * chance.normal();
    std::array<double, kCompetences> abilities{};
    for (std::uint32_t index = 0; index < kCompetences; ++index) {
        abilities.at(index) = theta + domains.at(Competence::at(index).domain() - 1) +
                              simulation.competence_sd * chance.normal();
    }
    return abilities;
}

bool is_finite(const std::optional<double>& value) {
    return !value || (std::isfinite(*value) && *value > 0);
}

bool is_sane(const CalibratedItem& item) {
    const ItemModel& model = item.model;
    bool sane = std::isfinite(model.discrimination) && model.discrimination > 0 &&
                model.discrimination <= 20 && std::abs(model.difficulty) <= 20 &&
                model.guessing >= 0 && model.guessing < 1;
    for (std::size_t k = 0; k < model.thresholds.size(); ++k) {
        sane = sane && std::isfinite(model.thresholds[k]) &&
               (k == 0 || model.thresholds[k] > model.thresholds[k - 1]);
    }
    return sane && is_finite(item.errors.discrimination) && is_finite(item.errors.difficulty) &&
           is_finite(item.errors.guessing) &&
           std::ranges::all_of(item.errors.thresholds,
                               [](const auto& error) { return is_finite(error); });
}

}  // namespace

Answered published(const std::string& name) {
    std::ifstream file(std::string(PROBANT_CALIBRATION_DATA) + "/" + name + ".csv");
    Answered answered;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const auto comma = line.find(',');
        answered.items = comma;
        for (int count = std::stoi(line.substr(comma + 1)); count > 0; --count) {
            for (const char digit : line.substr(0, comma))
                answered.bytes.push_back(static_cast<std::uint8_t>(digit - '0'));
        }
    }
    return answered;
}

Answered simulated(const Simulation& simulation) {
    Chance chance(simulation.seed);
    Answered answered{.bytes = {}, .items = simulation.items.size()};
    for (std::size_t person = 0; person < simulation.persons; ++person) {
        const double theta =
            simulation.population.mean + simulation.population.sd * chance.normal();
        for (const ItemModel& item : simulation.items) {
            const auto answer = answer_of(item, theta, chance.uniform());
            const bool given = chance.uniform() < simulation.given;
            answered.bytes.push_back(given ? answer : kNotGiven);
        }
    }
    return answered;
}

Answered simulated(const Deviating& simulation) {
    Chance chance(simulation.seed);
    Answered answered{.bytes = {}, .items = simulation.items.size()};
    for (std::size_t person = 0; person < simulation.persons; ++person) {
        const auto abilities = abilities_of(simulation, chance);
        std::array<std::size_t, kCompetences> wanted{};
        wanted.fill(simulation.given / kCompetences);
        for (std::size_t item = 0; item < answered.items; ++item) {
            const std::size_t competence = item % kCompetences;
            const auto answer =
                answer_of(simulation.items[item], abilities.at(competence), chance.uniform());
            const auto left = static_cast<double>((answered.items - 1 - item) / kCompetences + 1);
            auto& more = wanted.at(competence);
            const bool given = chance.uniform() * left < static_cast<double>(more);
            more -= given ? 1 : 0;
            answered.bytes.push_back(given ? answer : kNotGiven);
        }
    }
    return answered;
}

ItemModel item_of(double a, double b, double c) {
    return {.discrimination = a, .difficulty = b, .guessing = c, .thresholds = {}};
}

std::vector<ItemModel> ordinary_items(std::size_t count) {
    std::vector<ItemModel> items;
    for (std::size_t n = 0; n < count; ++n) {
        const auto place = static_cast<double>(n);
        const double share = (place + 0.5) / static_cast<double>(count);
        items.push_back(item_of(0.8 + 0.15 * static_cast<double>(n % 5), 4 * share - 2));
    }
    return items;
}

Calibration calibrated(const Answered& answered,
                       Shape shape,
                       bool priors,
                       const std::vector<std::optional<ItemModel>>& fixed) {
    return calibrate({.answers = answered.bytes,
                      .items = answered.items,
                      .shape = shape,
                      .priors = priors,
                      .nodes = 61,
                      .fixed = fixed},
                     alone,
                     {});
}

bool is_sane(const Calibration& calibration) {
    return std::isfinite(calibration.log_likelihood) && std::isfinite(calibration.log_posterior) &&
           std::isfinite(calibration.population.mean) && std::isfinite(calibration.population.sd) &&
           std::ranges::all_of(calibration.items,
                               [](const CalibratedItem& item) { return is_sane(item); });
}

}  // namespace probant::engine::calibration
