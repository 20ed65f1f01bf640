// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/training_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace probant::engine {
namespace {

constexpr std::size_t kRuleNameMax = 20;
constexpr Range kTrained{1, 5};  // more is a certification's work
constexpr Range kTrainingLength{12, 64};
constexpr std::uint32_t kQuestionsEach = 12;  // fewer measure no competence
constexpr Range kOneTube{1, 1};
constexpr Range kErrors{100, 2000};  // .1 to 2 on the scale of ability
constexpr Range kDeltas{50, 1000};
constexpr std::int64_t kSecondsLeast = 60;
constexpr std::int64_t kCutMost = 1024;
constexpr Range kCutCounts{1, kCuts};

constexpr std::array<std::pair<StopKind, std::string_view>, 5> kStopNames{
    {{StopKind::Length, "length"},
     {StopKind::Precision, "precision"},
     {StopKind::Interval, "interval"},
     {StopKind::Sprt, "sprt"},
     {StopKind::Time, "time"}}};

void refuse_present(Fields& fields, std::string_view name, std::string fr, std::string en) {
    if (fields.optional(name) != nullptr)
        fields.faults().add(fields.at(name), std::move(fr), std::move(en));
}

std::uint32_t figure(Fields& fields, std::string_view name, Range range) {
    return static_cast<std::uint32_t>(fields.integer(name, range));
}

void read_competences(Rules& rules, Fields& fields) {
    const auto& codes = fields.array("competences", kTrained);
    for (std::size_t n = 0; n < codes.size(); ++n) {
        const auto* code = codes[n].text();
        const auto competence = code == nullptr ? std::nullopt : Competence::parse(*code);
        if (!competence || (n > 0 && rules.competences.back() >= *competence)) {
            fields.faults().add(fields.at("competences").element(n),
                                "Écrire l'une des seize compétences, après la précédente.",
                                "Write one of the sixteen competences, after the one before.");
            return;
        }
        rules.competences.push_back(*competence);
    }
}

StopKind read_stop_kind(Fields& fields) {
    const auto name = fields.text("rule", kRuleNameMax);
    const auto* const found =
        std::ranges::find(kStopNames, name, &std::pair<StopKind, std::string_view>::second);
    if (found != kStopNames.end()) return found->first;
    fields.faults().add(fields.at("rule"),
                        "Écrire length, precision, interval, sprt ou time.",
                        "Write length, precision, interval, sprt or time.");
    return StopKind::Length;
}

/// Those of the levels where none are written.
void read_stop_cuts(Stopping& stopping, const Scale& scale, Fields& fields) {
    if (fields.optional("cuts") == nullptr) {
        stopping.cuts.assign(scale.cuts.begin(), scale.cuts.end());
        return;
    }
    std::int64_t before = 0;
    const auto& cuts = fields.array("cuts", kCutCounts);
    for (std::size_t n = 0; n < cuts.size(); ++n) {
        const auto* cut = cuts[n].integer();
        if (cut == nullptr || *cut <= before || *cut > kCutMost) {
            fields.faults().add(fields.at("cuts").element(n),
                                "Écrire un seuil entier, au-dessus du précédent, au plus 1024.",
                                "Write an integer cut, above the one before, at most 1024.");
            return;
        }
        before = *cut;
        stopping.cuts.push_back(static_cast<std::int32_t>(*cut));
    }
}

/// What the rule needs, and nothing of another rule: that is left to be refused as unknown.
void read_parameters(Stopping& stopping, const Rules& rules, Fields& fields) {
    switch (stopping.kind) {
        case StopKind::Length:
            return;
        case StopKind::Precision:
            stopping.se_milli = figure(fields, "se_milli", kErrors);
            return;
        case StopKind::Sprt:
            stopping.delta_milli = figure(fields, "delta_milli", kDeltas);
            read_stop_cuts(stopping, rules.scale, fields);
            return;
        case StopKind::Interval:
            read_stop_cuts(stopping, rules.scale, fields);
            return;
        case StopKind::Time:
            stopping.seconds = figure(fields, "seconds", {kSecondsLeast, rules.duration_s});
            return;
    }
}

void read_least(Stopping& stopping, const Rules& rules, Fields& fields) {
    if (stopping.kind == StopKind::Length) return;
    const auto length = rules.selection.blueprint.length;
    const auto each = kQuestionsEach * static_cast<std::uint32_t>(rules.competences.size());
    // Fewer than answers_min are not scored.
    const auto least = fields.optional_integer("min", {rules.answers_min, length});
    stopping.answers_least =
        static_cast<std::uint32_t>(least.value_or(std::max(each, rules.answers_min)));
}

}  // namespace

Purpose read_purpose(Fields& fields) {
    if (fields.optional("purpose") == nullptr) return Purpose::Certification;
    const auto name = fields.text("purpose", kRuleNameMax);
    if (name == "training") return Purpose::Training;
    if (name != "certification") {
        fields.faults().add(fields.at("purpose"),
                            "Écrire certification ou training.",
                            "Write certification or training.");
    }
    return Purpose::Certification;
}

void read_training(Rules& rules, Fields& fields) {
    read_competences(rules, fields);
    Blueprint& blueprint = rules.selection.blueprint;
    blueprint.length = figure(fields, "length", kTrainingLength);
    if (blueprint.length < kQuestionsEach * rules.competences.size()) {
        fields.faults().add(fields.at("length"),
                            "Demander au moins 12 questions par compétence : moins n'en mesure "
                            "aucune.",
                            "Ask at least 12 questions a competence: fewer measure none.");
    }
    refuse_present(fields,
                   "per_competence",
                   "Retirer ce champ : un entraînement se partage également.",
                   "Remove this field: a training is shared equally.");
    blueprint.tubes_apart = fields.optional_integer("per_tube", kOneTube).has_value();
    blueprint.enemies_apart = fields.boolean("enemies_apart");
}

void read_stopping(Rules& rules, Fields& fields) {
    const bool trains = rules.purpose == Purpose::Training;
    if (!trains) {
        refuse_present(fields,
                       "competences",
                       "Retirer ce champ : une certification porte sur les seize compétences.",
                       "Remove this field: a certification is about all sixteen competences.");
    }
    const auto* value = fields.optional("stop");
    if (value == nullptr) return;
    Fields inner(*value, fields.at("stop"), fields.faults());
    rules.stopping.kind = read_stop_kind(inner);
    if (!trains && rules.stopping.kind != StopKind::Length) {
        fields.faults().add(inner.at("rule"),
                            "Écrire length : une certification a une longueur fixe.",
                            "Write length: a certification has a fixed length.");
        return;
    }
    read_parameters(rules.stopping, rules, inner);
    read_least(rules.stopping, rules, inner);
    inner.refuse_unknown();
}

}  // namespace probant::engine
