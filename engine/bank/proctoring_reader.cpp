// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/proctoring_reader.h"

#include <limits>
#include <utility>
#include <variant>

#include "engine/bank/fields.h"

namespace probant::engine {
namespace {

constexpr Range kRuleCounts{1, static_cast<std::int64_t>(kProctoringRules.size())};
constexpr Range kRetentions{0, kRetentionDaysMost};
constexpr Range kFigures{0, std::numeric_limits<int>::max()};  // fault_of() knows each one's own

void read_rule_names(ProctoringOrder& order, Fields& fields) {
    const auto& names = fields.array("rules", kRuleCounts);
    for (std::size_t n = 0; n < names.size(); ++n) {
        const auto* name = names[n].text();
        const auto rule = name != nullptr ? rule_named(*name) : std::nullopt;
        // Identity has a switch of its own.
        if (rule && *rule != ProctoringRule::Identity && !order.rules.has(*rule)) {
            order.rules.set(*rule, true);
            continue;
        }
        fields.faults().add(fields.at("rules").element(n),
                            "Écrire, une fois chacune, des règles de docs/PROCTORING.md ; "
                            "l'identité a son propre membre, identity_decision.",
                            "Write rules of docs/PROCTORING.md, once each; identity has a member "
                            "of its own, identity_decision.");
    }
}

void read_thresholds(ProctoringOrder& order, Fields& outer) {
    const auto* value = outer.optional("thresholds");
    if (value == nullptr) return;
    Fields fields(*value, outer.at("thresholds"), outer.faults());
    for (const auto& [name, figure] : thresholds_of(order.thresholds)) {
        const auto given = fields.optional_integer(name, kFigures);
        if (!given) continue;
        if (auto* const* number = std::get_if<int*>(&figure)) **number = static_cast<int>(*given);
        if (auto* const* time = std::get_if<Duration*>(&figure)) **time = Duration{*given};
    }
    fields.refuse_unknown();
}

}  // namespace

ProctoringOrder read_proctoring(Fields& fields) {
    ProctoringOrder order;
    read_rule_names(order, fields);
    order.legal_basis = fields.text("legal_basis", kLegalTextMax);
    if (fields.optional("identity_decision") != nullptr) {
        order.identity_decision = fields.text("identity_decision", kLegalTextMax);
        order.identity = true;
    }
    order.retention_days = static_cast<std::uint32_t>(
        fields.optional_integer("retention_days", kRetentions).value_or(kRetentionDays));
    read_thresholds(order, fields);
    fields.refuse_unknown();
    if (const auto fault = fields.faults().empty() ? fault_of(order) : std::nullopt) {
        fields.faults().add(fields.where(),
                            "Corriger l'ordre donné à la caméra (docs/PROCTORING.md) : " + *fault,
                            "Mend the order to the camera (docs/PROCTORING.md): " + *fault);
    }
    return order;
}

Result<ProctoringOrder, std::vector<BankFault>> read_proctoring_order(std::string_view text) {
    const Where where{.file = "proctoring", .item = {}, .field = {}};
    Faults faults;
    const auto value = read_json(text, where, faults);
    if (!value) return Refused{faults.take()};
    Fields fields(*value, where, faults);
    auto order = read_proctoring(fields);
    if (!faults.empty()) return Refused{faults.take()};
    return order;
}

json::Object write_proctoring_order(const ProctoringOrder& order) {
    json::Array rules;
    for (const auto rule : kProctoringRules)
        if (order.rules.has(rule)) rules.emplace_back(name_of(rule));
    json::Object object{{"rules", std::move(rules)},
                        {"legal_basis", order.legal_basis},
                        {"retention_days", std::int64_t{order.retention_days}}};
    if (order.identity) object.emplace("identity_decision", order.identity_decision);
    ProctoringRules given = order.thresholds;
    ProctoringRules usual;
    json::Object thresholds;
    const auto all = thresholds_of(given);
    const auto defaults = thresholds_of(usual);
    const auto figure_of = [](const Threshold& one) {
        if (auto* const* number = std::get_if<int*>(&one.figure)) return std::int64_t{**number};
        return std::int64_t{(*std::get<Duration*>(one.figure)).count()};
    };
    for (std::size_t n = 0; n < all.size(); ++n) {
        const auto figure = figure_of(all[n]);
        if (figure != figure_of(defaults[n])) thresholds.emplace(std::string(all[n].name), figure);
    }
    if (!thresholds.empty()) object.emplace("thresholds", std::move(thresholds));
    return object;
}

}  // namespace probant::engine
