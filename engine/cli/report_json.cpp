// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/report_json.h"

#include <array>
#include <cmath>
#include <variant>

#include <nlohmann/json.hpp>

namespace probant::engine::cli {
namespace {

using nlohmann::ordered_json;
using namespace quality;

/// JSON has no infinity.
ordered_json bound(double value) {
    return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

ordered_json exposure_json(const quality::Exposure& exposure, const ExposureLimits& limits) {
    ordered_json levels = ordered_json::array();
    for (const LevelExposure& level : exposure.levels) {
        levels.push_back({{"sittings", level.sittings},
                          {"estimate_low", level.estimate_low},
                          {"estimate_high", level.estimate_high},
                          {"max", level.most.rate},
                          {"item", level.most.item.value},
                          {"over_cap", level.over_cap}});
    }
    return {{"cap", limits.cap},
            {"level_cap", limits.level_cap},
            {"max_exposure", exposure.most.rate},
            {"max_item", exposure.most.item.value},
            {"over_cap", exposure.over_cap},
            {"used", exposure.used},
            {"never_used", exposure.rates.size() - exposure.used},
            {"window", exposure.window},
            {"windows", exposure.windows},
            {"windows_over_cap", exposure.windows_over_cap},
            {"max_window", exposure.most_in_window.rate},
            {"max_window_item", exposure.most_in_window.item.value},
            {"levels", levels},
            {"rates", exposure.rates}};
}

ordered_json precision_json(const Precision& precision) {
    return {{"n", precision.people},
            {"enough", precision.people >= kPeopleLeast},
            {"bias", precision.bias},
            {"rmse", precision.rmse},
            {"mean_se", precision.error_said},
            {"cover95", precision.coverage},
            {"rel_info", precision.share},
            {"information", precision.information},
            {"ceiling", precision.ceiling},
            {"oracle_rmse", precision.oracle_rmse}};
}

ordered_json stratum_json(const Stratum& stratum) {
    ordered_json json{{"low", bound(stratum.low)}, {"high", bound(stratum.high)}};
    json.update(precision_json(stratum.precision));
    return json;
}

template <class Strata>
ordered_json strata_json(const Strata& strata) {
    ordered_json json = ordered_json::array();
    for (const Stratum& stratum : strata)
        json.push_back(stratum_json(stratum));
    return json;
}

ordered_json what_json(const WrongLength& wrong) {
    return {{"given", wrong.given}};
}

ordered_json what_json(const UnevenCompetence& uneven) {
    return {{"competence", uneven.competence.code()}, {"given", uneven.given}};
}

ordered_json what_json(const UnevenDomain& uneven) {
    return {{"domain", uneven.domain}, {"given", uneven.given}};
}

ordered_json what_json(const SharedTube& shared) {
    return {{"items", {shared.one.value, shared.other.value}}};
}

ordered_json what_json(const MetEnemies& met) {
    return {{"items", {met.one.value, met.other.value}}};
}

ordered_json what_json(const SecondsSpent& spent) {
    return {{"seconds", spent.seconds}};
}

ordered_json what_json(const WordsSpent& spent) {
    return {{"words", spent.words}};
}

ordered_json what_json(const TooManyOfType& many) {
    return {{"type", many.type}, {"given", many.given}};
}

ordered_json what_json(const ForeignItem& foreign) {
    return {{"item", foreign.item.value}};
}

/// In the order of Rule, which is that of Broken's alternatives.
constexpr std::array<const char*, kRules> kRuleNames{
    "length", "competence", "domain", "tube", "enemy", "seconds", "words", "type", "language"};

ordered_json violations_json(const Report& report) {
    ordered_json json;
    for (std::size_t n = 0; n < kRules; ++n) {
        const auto rule = static_cast<Rule>(n);
        json[kRuleNames.at(n)] = is_judged(report.frame.rules, rule)
                                     ? ordered_json(report.violations.of(rule))
                                     : ordered_json(nullptr);
    }
    ordered_json first = ordered_json::array();
    for (const Violation& violation : report.violations.first) {
        ordered_json one{{"sim", report.frame.sitting_names[violation.sitting]},
                         {"rule", kRuleNames.at(violation.what.index())}};
        one.update(std::visit([](const auto& what) { return what_json(what); }, violation.what));
        first.push_back(one);
    }
    json["first"] = first;
    return json;
}

const char* state_name(DifState state) {
    switch (state) {
        case DifState::Tested:
            return "tested";
        case DifState::TooFew:
            return "too_few";
        case DifState::CouldNotTell:
            return "could_not_tell";
    }
    return "";
}

const char* size_name(EtsClass size) {
    switch (size) {
        case EtsClass::A:
            return "A";
        case EtsClass::B:
            return "B";
        case EtsClass::C:
            return "C";
    }
    return "";
}

const char* size_name(LogisticSize size) {
    switch (size) {
        case LogisticSize::Negligible:
            return "negligible";
        case LogisticSize::Moderate:
            return "moderate";
        case LogisticSize::Large:
            return "large";
    }
    return "";
}

ordered_json item_json(const ItemDif& item) {
    ordered_json json{{"item", item.item.value},
                      {"reference", item.reference},
                      {"focal", item.focal},
                      {"state", state_name(item.state)}};
    if (item.by_strata) {
        const auto& found = item.by_strata->found;
        json["mantel_haenszel"] = {{"odds_ratio", found.odds_ratio},
                                   {"chi_square", found.chi_square},
                                   {"p", found.p},
                                   {"q", item.by_strata->q},
                                   {"delta", found.delta},
                                   {"delta_se", found.delta_error},
                                   {"class", size_name(item.by_strata->size)}};
    }
    if (item.by_regression) {
        const auto& found = item.by_regression->found;
        json["logistic"] = {{"uniform_p", found.uniform.p},
                            {"non_uniform_p", found.non_uniform.p},
                            {"both_p", found.both.p},
                            {"q", item.by_regression->q},
                            {"group_effect", found.group_effect},
                            {"r2_growth", found.size},
                            {"size", size_name(item.by_regression->size)}};
    }
    return json;
}

ordered_json comparison_json(const FocalDif& focal, const std::string& name) {
    ordered_json items = ordered_json::array();
    for (const ItemDif& item : focal.dif.items)
        items.push_back(item_json(item));
    ordered_json left_out = ordered_json::array();
    for (const ItemNumber item : focal.dif.left_out)
        left_out.push_back(item.value);
    return {{"focal", name},
            {"focal_people", focal.dif.focal},
            {"reference_people", focal.dif.reference},
            {"state",
             std::min(focal.dif.focal, focal.dif.reference) < kGroupLeast ? "too_few" : "tested"},
            {"passes", left_out.empty() ? 1 : 2},
            {"left_out_of_matching", left_out},
            {"items", items}};
}

ordered_json dif_json(const Report& report) {
    if (!report.groups) {
        return {{"unavailable",
                 report.with_groups ? "give --responses" : "give --groups and --responses"}};
    }
    const GroupsReport& groups = *report.groups;
    ordered_json comparisons = ordered_json::array();
    for (const FocalDif& focal : groups.focal) {
        comparisons.push_back(comparison_json(focal, groups.groups[focal.group].name));
    }
    ordered_json people = ordered_json::array();
    for (const GroupPeople& group : groups.groups) {
        people.push_back(
            {{"group", group.name},
             {"n", group.sittings},
             {"mean", group.population ? ordered_json(group.population->mean) : nullptr},
             {"sd", group.population ? ordered_json(group.population->sd) : nullptr}});
    }
    return {{"reference", groups.groups[groups.reference].name},
            {"groups", people},
            {"without_group", groups.without_group},
            {"comparisons", comparisons}};
}

const char* state_name(DriftState state) {
    switch (state) {
        case DriftState::Steady:
            return "steady";
        case DriftState::Moved:
            return "moved";
        case DriftState::CouldNotTell:
            return "could_not_tell";
    }
    return "";
}

ordered_json reference_json(const Report& report) {
    if (!report.reference) return {{"unavailable", "give --reference"}};
    ordered_json items = ordered_json::array();
    for (const ParameterDrift& item : report.reference->items) {
        items.push_back({{"item", item.item.value},
                         {"b_difference", item.difficulty_difference},
                         {"b_z", item.difficulty_z},
                         {"a_difference", item.discrimination_difference},
                         {"a_z", item.discrimination_z},
                         {"curve_gap", item.curve_gap},
                         {"p", item.p},
                         {"q", item.q},
                         {"state", state_name(item.state)}});
    }
    return {{"b_shift", report.reference->difficulty_shift},
            {"b_spread", report.reference->difficulty_spread},
            {"items", items}};
}

ordered_json fit_json(const Report& report) {
    if (!report.fit || !report.population) return {{"unavailable", "give --responses"}};
    ordered_json items = ordered_json::array();
    for (const FitDrift& item : *report.fit) {
        items.push_back({{"item", item.item.value},
                         {"answers", item.answers},
                         {"observed", item.observed},
                         {"expected", item.expected},
                         {"z", item.z},
                         {"chi_square", item.chi_square},
                         {"df", item.freedom},
                         {"p", item.p},
                         {"q", item.q},
                         {"state", state_name(item.state)}});
    }
    return {{"population", {{"mean", report.population->mean}, {"sd", report.population->sd}}},
            {"items", items}};
}

ordered_json answers_json(const AnswerCoverage& coverage) {
    return {{"items", coverage.items},
            {"given", coverage.given},
            {"answers", coverage.answered},
            {"never_answered", coverage.never_answered},
            {"with_100", coverage.rough},
            {"with_500", coverage.good}};
}

ordered_json answers_json(const AnswersReport& answers) {
    auto json = answers_json(answers.all);
    ordered_json competences = ordered_json::array();
    for (std::uint32_t n = 0; n < kCompetences; ++n) {
        ordered_json one{{"competence", Competence::at(n).code()}};
        one.update(answers_json(answers.competences.at(n)));
        competences.push_back(one);
    }
    json["competences"] = competences;
    return json;
}

}  // namespace

std::string report_json(const Report& report) {
    const double steps = report.length * static_cast<double>(report.sittings);
    const bool timed = report.frame.cpu_ms > 0 && steps > 0;
    const Precision& all = report.precision.all;
    const ordered_json json{
        {"run", report.frame.run_name},
        {"bank", report.frame.bank_name},
        {"digests", {{"bank", report.frame.bank_digest}}},
        {"n", report.sittings},
        {"length", report.length},
        {"length_least", report.lengths.least},
        {"length_most", report.lengths.most},
        {"bias", all.bias},
        {"rmse", all.rmse},
        {"mean_se", all.error_said},
        {"cover95", all.coverage},
        {"rel_info", all.share},
        {"oracle_rmse", all.oracle_rmse},
        {"max_exposure", report.exposure.most.rate},
        {"max_window", report.exposure.most_in_window.rate},
        {"overlap", report.overlap.all},
        {"overlap_near", report.overlap.near},
        {"cpu_us_step", timed ? ordered_json(1000 * report.frame.cpu_ms / steps) : nullptr},
        {"exposure", exposure_json(report.exposure, report.frame.limits)},
        {"strata", strata_json(report.precision.strata)},
        {"curve", strata_json(report.precision.curve)},
        {"violations", violations_json(report)},
        {"dif", dif_json(report)},
        {"drift", {{"parameters", reference_json(report)}, {"answers", fit_json(report)}}},
        {"answers", answers_json(report.answers)}};
    // A group's name may hold bytes that are no UTF-8: they become U+FFFD, as in the page.
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace probant::engine::cli
