// SPDX-License-Identifier: EUPL-1.2
// Partial credit: the table of parts, and a difficulty for each of its steps.
#include <algorithm>
#include <optional>

#include "engine/bank/item_reader.h"
#include "engine/items/parts.h"
#include "engine/models/item_model.h"

namespace probant::engine {
namespace {

/// One step would be right or wrong; the models know eight.
constexpr Range kSteps{2, kThresholdsMost};
constexpr Range kParts{1, 21};  // seven options to put in order make 21 pairs

/// A list of integers that rise; empty after a fault.
std::vector<std::int64_t> read_rising(Fields& fields, std::string_view name, Range range) {
    std::vector<std::int64_t> figures;
    const auto& elements = fields.array(name, kSteps);
    for (std::size_t n = 0; n < elements.size(); ++n) {
        const auto* figure = elements[n].integer();
        const bool within = figure != nullptr && *figure >= range.least && *figure <= range.most;
        if (!within || (!figures.empty() && *figure <= figures.back())) {
            const auto limits = std::to_string(range.least) + " … " + std::to_string(range.most);
            fields.faults().add(
                fields.at(name).element(n),
                "Écrire un nombre entier dans " + limits + ", au-dessus du précédent.",
                "Write an integer within " + limits + ", above the one before.");
            return {};
        }
        figures.push_back(*figure);
    }
    return figures;
}

bool may_have_parts(Interaction interaction) {
    return interaction == Interaction::MultipleChoice || interaction == Interaction::Order ||
           interaction == Interaction::Match;
}

void refuse_ends(const Item& item, const std::vector<std::int64_t>& parts, Fields& fields) {
    const std::int64_t all = all_parts(item.key);
    const std::int64_t blind = blind_parts(item);
    if (parts.empty() || all == 0) return;
    if (parts.back() != all) {
        fields.faults().add(
            fields.at("credit"),
            "Finir par " + std::to_string(all) + ", le nombre de parties d'une réponse juste.",
            "End with " + std::to_string(all) + ", the number of parts of a right response.");
    }
    if (parts.front() <= blind) {
        fields.faults().add(fields.at("credit"),
                            "Commencer au-dessus de " + std::to_string(blind) +
                                " : autant de parties viennent sans rien savoir.",
                            "Start above " + std::to_string(blind) +
                                ": as many parts come without knowing anything.");
    }
}

void refuse_other_parameters(const Item& item, Fields& fields) {
    if (fields.optional("difficulty") != nullptr) {
        fields.faults().add(fields.at("difficulty"),
                            "Retirer ce champ : difficulties en tient lieu.",
                            "Remove this field: difficulties takes its place.");
    }
    if (item.guessing != 0) {
        fields.faults().add(fields.at("guessing"),
                            "Retirer ce champ : une question à crédit partiel n'en a pas.",
                            "Remove this field: a question with partial credit has none.");
    }
}

}  // namespace

bool has_credit(Fields& fields) {
    const bool credit = fields.optional("credit") != nullptr;
    return fields.optional("difficulties") != nullptr || credit;
}

void read_credit(Item& item, Fields& fields) {
    if (!has_credit(fields)) return;
    if (!may_have_parts(item.interaction)) {
        fields.faults().add(
            fields.at("credit"),
            "Retirer cette table : seuls multiple_choice, order et match comptent en partie.",
            "Remove this table: only multiple_choice, order and match count in part.");
        return;
    }
    refuse_other_parameters(item, fields);
    const auto parts = read_rising(fields, "credit", kParts);
    const auto difficulties = read_rising(fields, "difficulties", kDifficulties);
    refuse_ends(item, parts, fields);
    if (parts.empty() || difficulties.empty()) return;
    if (parts.size() != difficulties.size()) {
        fields.faults().add(fields.at("difficulties"),
                            "Donner autant de difficultés que credit a de nombres : " +
                                std::to_string(parts.size()) + ".",
                            "Give as many difficulties as credit has numbers: " +
                                std::to_string(parts.size()) + ".");
        return;
    }
    for (std::size_t step = 0; step < parts.size(); ++step) {
        item.credit.push_back({.parts = static_cast<std::uint32_t>(parts[step]),
                               .difficulty = static_cast<std::int32_t>(difficulties[step])});
    }
    item.difficulty = item.credit.back().difficulty;
    refuse_far_difficulty(item, fields, "difficulties");
}

}  // namespace probant::engine
