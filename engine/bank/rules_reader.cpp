// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/rules_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/bank/competence.h"
#include "engine/bank/fields.h"
#include "engine/bank/item.h"
#include "engine/bank/proctoring_reader.h"
#include "engine/bank/training_reader.h"

namespace probant::engine {
namespace {

constexpr std::size_t kIdMax = 64;
constexpr Range kVersions{1, 1};
constexpr Range kPerCompetence{1, 8};  // 128 questions: a day, not a test
constexpr Range kLengths{16, 128};
constexpr Range kPerTube{1, 1};          // a notion asked twice measures itself
constexpr Range kDurations{600, 36000};  // ten minutes to ten hours
constexpr Range kGraces{0, 60000};       // a slow network, not a second chance
constexpr Range kAnswers{1, 128};
constexpr Range kReports{0, 16};
constexpr Range kPermille{1, 1000};
constexpr Range kNearTies{1, 100};
constexpr Range kSds{100, 10000};  // .1 to 10 on the scale of ability
constexpr Range kPoints{0, 1024};
constexpr Range kPerTheta{1, 1024};
constexpr Range kWindows{2000, 9999};  // no shorter than the largest room, which slides out of none
constexpr Range kPretests{1, 3};       // more would tire people for nothing of theirs
constexpr Range kPretestTimes{20, 240};    // as a question's
constexpr Range kWordCounts{100, 100000};  // of a whole test
constexpr Range kTypeLimits{1, 6};         // the interactions there are
constexpr Range kTypeMosts{0, 128};
constexpr std::size_t kDigestDigits = 64;
constexpr std::uint32_t kPpmOfPermille = 1000;
constexpr std::array<std::int64_t, 3> kIntervals{800, 900, 950};

std::uint32_t number(Fields& fields, std::string_view name, Range range) {
    return static_cast<std::uint32_t>(fields.integer(name, range));
}

void read_blueprint(SelectionRules& rules, Fields& fields) {
    Blueprint& blueprint = rules.blueprint;
    blueprint.length = number(fields, "length", kLengths);
    blueprint.per_competence = number(fields, "per_competence", kPerCompetence);
    static_cast<void>(fields.integer("per_tube", kPerTube));
    blueprint.tubes_apart = true;
    blueprint.enemies_apart = fields.boolean("enemies_apart");
    if (blueprint.length != *blueprint.per_competence * kCompetences) {
        fields.faults().add(fields.at("length"),
                            "Mettre 16 fois per_competence : chaque compétence a sa part.",
                            "Put 16 times per_competence: each competence has its share.");
    }
}

void read_near_tie(SelectionRules& rules, Fields& outer) {
    const auto* value = outer.required("near_tie");
    if (value == nullptr) return;
    Fields fields(*value, outer.at("near_tie"), outer.faults());
    rules.near_tie.permille = number(fields, "permille", kPermille);
    rules.near_tie.most = number(fields, "most", kNearTies);
    fields.refuse_unknown();
}

void read_cuts(Scale& scale, Fields& fields) {
    constexpr Range kCutCount{kCuts, kCuts};
    const auto& cuts = fields.array("cuts", kCutCount);
    std::int32_t before = 0;
    for (std::size_t n = 0; n < std::min(cuts.size(), kCuts); ++n) {
        const auto* cut = cuts[n].integer();
        if (cut == nullptr || *cut <= before || *cut > kPoints.most) {
            fields.faults().add(fields.at("cuts").element(n),
                                "Écrire un seuil entier, au-dessus du précédent, au plus 1024.",
                                "Write an integer cut, above the one before, at most 1024.");
            return;
        }
        before = static_cast<std::int32_t>(*cut);
        scale.cuts.at(n) = before;
    }
}

void read_scale(Scale& scale, Fields& outer) {
    const auto* value = outer.required("scale");
    if (value == nullptr) return;
    Fields fields(*value, outer.at("scale"), outer.faults());
    scale.provisional = fields.boolean("provisional");
    scale.centre = static_cast<std::int32_t>(fields.integer("centre", kPoints));
    scale.per_theta = static_cast<std::int32_t>(fields.integer("per_theta", kPerTheta));
    read_cuts(scale, fields);
    fields.refuse_unknown();
}

void read_publication(Publication& publication, Fields& outer) {
    const auto* value = outer.required("publication");
    if (value == nullptr) return;
    Fields fields(*value, outer.at("publication"), outer.faults());
    publication.domain_sd_milli = number(fields, "domain_sd_milli", kSds);
    publication.competence_sd_milli = number(fields, "competence_sd_milli", kSds);
    publication.interval_permille = number(fields, "interval_permille", kPermille);
    if (std::ranges::find(kIntervals, publication.interval_permille) == kIntervals.end()) {
        fields.faults().add(
            fields.at("interval_permille"), "Choisir 800, 900 ou 950.", "Choose 800, 900 or 950.");
    }
    publication.alike_within_milli = number(fields, "alike_within_milli", kSds);
    publication.sd_most_milli = number(fields, "sd_most_milli", kSds);
    publication.reliability_least_permille =
        number(fields, "reliability_least_permille", kPermille);
    fields.refuse_unknown();
}

void read_type_limits(Limits& limits, Fields& fields) {
    if (fields.optional("types") == nullptr) return;
    const auto& types = fields.array("types", kTypeLimits);
    for (std::size_t n = 0; n < types.size(); ++n) {
        Fields one(types[n], fields.at("types").element(n), fields.faults());
        const auto type = one.text("type", kIdMax);
        const auto most = number(one, "most", kTypeMosts);
        one.refuse_unknown();
        if (parse_interaction(type) && limits.type_most.emplace(type, most).second) continue;
        fields.faults().add(one.at("type"),
                            "Écrire, une fois chacune, l'une des six interactions de docs/BANK.md.",
                            "Write, once each, one of the six interactions of docs/BANK.md.");
    }
}

void read_limits(Rules& rules, Fields& outer) {
    const auto* value = outer.optional("limits");
    if (value == nullptr) return;
    Fields fields(*value, outer.at("limits"), outer.faults());
    Limits limits;
    if (fields.optional("seconds") != nullptr)
        limits.seconds = number(fields, "seconds", kDurations);
    if (fields.optional("words") != nullptr) limits.words = number(fields, "words", kWordCounts);
    read_type_limits(limits, fields);
    fields.refuse_unknown();
    rules.limits = limits;
}

void read_pretest(Rules& rules, Fields& outer) {
    const auto* value = outer.optional("pretest");
    if (value == nullptr) return;
    Fields fields(*value, outer.at("pretest"), outer.faults());
    PretestRules pretest;
    pretest.count = number(fields, "count", kPretests);
    pretest.time_s = number(fields, "time_s", kPretestTimes);
    fields.refuse_unknown();
    rules.pretest = pretest;
}

void read_exposure(Rules& rules, Fields& outer) {
    const auto* value = outer.optional("exposure");
    if (value == nullptr) return;
    Fields fields(*value, outer.at("exposure"), outer.faults());
    UseRules exposure;
    exposure.caps.cap_ppm = kPpmOfPermille * number(fields, "cap_permille", kPermille);
    if (fields.optional("level_cap_permille") != nullptr) {
        exposure.caps.level_cap_ppm =
            kPpmOfPermille * number(fields, "level_cap_permille", kPermille);
    }
    exposure.caps.window = number(fields, "window", kWindows);
    if (fields.optional("prices") != nullptr) {
        exposure.prices = crypto::Digest::parse(fields.text("prices", kDigestDigits));
        if (!exposure.prices) {
            fields.faults().add(fields.at("prices"),
                                "Écrire l'empreinte SHA-256 de exposure.json, en hexadécimal.",
                                "Write the SHA-256 digest of exposure.json, in hexadecimal.");
        }
    }
    fields.refuse_unknown();
    rules.exposure = exposure;
}

void read_camera(Rules& rules, Fields& outer) {
    const auto* value = outer.optional("proctoring");
    if (value == nullptr) return;
    Fields fields(*value, outer.at("proctoring"), outer.faults());
    rules.proctoring = read_proctoring(fields);
}

/// A training asks most of what there is of a few competences: no cap can hold, and it is nobody's
/// business to try questions there.
void refuse_in_training(const Rules& rules, Fields& fields) {
    if (rules.purpose != Purpose::Training) return;
    const auto refuse = [&](std::string_view member) {
        fields.faults().add(fields.at(member),
                            "Retirer ce membre : il n'a de sens que pour une certification.",
                            "Remove this member: it makes sense for a certification only.");
    };
    if (rules.limits) refuse("limits");
    if (rules.pretest) refuse("pretest");
    if (rules.exposure) refuse("exposure");
    if (rules.proctoring) refuse("proctoring");
}

Rules read_fields(Fields& fields) {
    Rules rules;
    static_cast<void>(fields.integer("v", kVersions));
    rules.id = fields.text("id", kIdMax);
    rules.purpose = read_purpose(fields);
    if (rules.purpose == Purpose::Training) {
        read_training(rules, fields);
    } else {
        read_blueprint(rules.selection, fields);
    }
    read_near_tie(rules.selection, fields);
    rules.selection.prior_sd_milli = number(fields, "select_prior_sd_milli", kSds);
    rules.score_prior_sd_milli = number(fields, "score_prior_sd_milli", kSds);
    rules.duration_s = number(fields, "duration_s", kDurations);
    rules.late_grace_ms = number(fields, "late_grace_ms", kGraces);
    rules.answers_min = number(fields, "answers_min", kAnswers);
    if (rules.answers_min > rules.selection.blueprint.length) {
        fields.faults().add(fields.at("answers_min"),
                            "Demander au plus autant de réponses que de questions.",
                            "Ask for at most as many answers as questions.");
    }
    rules.reports_max = number(fields, "reports_max", kReports);
    read_scale(rules.scale, fields);
    read_stopping(rules, fields);
    read_publication(rules.publication, fields);
    read_limits(rules, fields);
    read_pretest(rules, fields);
    read_exposure(rules, fields);
    read_camera(rules, fields);
    refuse_in_training(rules, fields);
    fields.refuse_unknown();
    return rules;
}

}  // namespace

Result<Rules, std::vector<BankFault>> read_rules(std::string_view text) {
    const Where where{.file = "rules.json", .item = {}, .field = {}};
    Faults faults;
    const auto value = read_json(text, where, faults);
    if (!value) return Refused{faults.take()};
    Fields fields(*value, where, faults);
    auto rules = read_fields(fields);
    if (!faults.empty()) return Refused{faults.take()};
    return rules;
}

}  // namespace probant::engine
