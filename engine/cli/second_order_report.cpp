// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/second_order_report.h"

#include <algorithm>
#include <cmath>

#include "engine/cli/bank_table.h"
#include "engine/cli/command.h"

namespace probant::engine::cli {
namespace {

using calibration::SecondOrder;

// The least that rules.json may say of either (engine/bank/rules_reader.cpp).
constexpr long kSdMilliLeast = 100;

std::string in_thousandths(const std::string& name, double sd) {
    constexpr double kMilli = 1000;
    const long found = std::lround(sd * kMilli);
    std::string text = name + ' ' + std::to_string(std::max(found, kSdMilliLeast));
    if (found < kSdMilliLeast)
        text += " (the least that rules may have; found " + std::to_string(found) + ')';
    return text;
}

}  // namespace

std::vector<Competence> read_competences(const std::string& path, std::size_t items) {
    const auto bank = read_bank_table(path);
    if (bank.items.size() != items) {
        throw Misuse(path + ": holds " + std::to_string(bank.items.size()) +
                     " items, and the answers are to " + std::to_string(items));
    }
    std::vector<Competence> competences;
    competences.reserve(items);
    for (const BankRow& row : bank.items) {
        if (row.domain != row.competence.domain()) {
            throw Misuse(path + ": item " + std::to_string(competences.size()) +
                         ", domain: " + std::to_string(row.domain) +
                         " is not the domain of competence " + row.competence.code());
        }
        competences.push_back(row.competence);
    }
    return competences;
}

std::vector<calibration::PlacedItem> placed_items(const std::vector<Competence>& competences,
                                                  const calibration::Calibration& calibration) {
    std::vector<calibration::PlacedItem> items;
    items.reserve(competences.size());
    for (std::size_t item = 0; item < competences.size(); ++item) {
        const auto& calibrated = calibration.items[item];
        items.push_back({.model = calibrated.model,
                         .competence = competences[item],
                         .used = calibrated.flag != calibration::ItemFlag::Few});
    }
    return items;
}

nlohmann::ordered_json second_order_json(const SecondOrder& found) {
    nlohmann::ordered_json json;
    json["state"] = found.deviations ? "ok" : "could_not_tell";
    if (const auto& deviations = found.deviations) {
        json["domainSd"] = deviations->domain_sd;
        json["competenceSd"] = deviations->competence_sd;
        if (deviations->domain_error) json["seDomainSd"] = *deviations->domain_error;
        if (deviations->competence_error) json["seCompetenceSd"] = *deviations->competence_error;
    }
    json["persons"] = found.persons;
    json["iterations"] = found.iterations;
    json["converged"] = found.converged;
    return json;
}

std::string second_order_line(const SecondOrder& found) {
    if (!found.deviations) {
        return "could not tell: at least " + std::to_string(calibration::kPersonsTelling) +
               " persons must have answered in two domains, and as many two items of a competence"
               " and another of its domain";
    }
    std::string line = in_thousandths("domain_sd_milli", found.deviations->domain_sd) + ", " +
                       in_thousandths("competence_sd_milli", found.deviations->competence_sd);
    if (!found.converged) line += ", not converged";
    return line;
}

}  // namespace probant::engine::cli
