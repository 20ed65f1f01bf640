// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "engine/quality/sections.h"

namespace probant::engine::quality {
namespace {

using page::ColumnKind;
using page::decimal;
using page::filled;
using page::percent;
using page::same;
using page::whole;

using Figure = double Precision::*;

constexpr double kPromised = 0.95;

std::vector<page::Point> curve_of(const PrecisionReport& report, Figure figure) {
    std::vector<page::Point> points;
    for (const Stratum& stratum : report.curve) {
        // Where few people are, a figure says more about them than about the test.
        const double value = stratum.precision.people >= kPeopleLeast
                                 ? stratum.precision.*figure
                                 : std::numeric_limits<double>::quiet_NaN();
        points.push_back({(stratum.low + stratum.high) / 2, value});
    }
    return points;
}

page::Axis ability_axis() {
    return {.title = {"capacité", "ability"}, .low = -4, .high = 4};
}

/// From a little below the least of these points, and zero, to a little above the largest.
page::Axis axis_around(const page::Words& title, const std::vector<page::Series>& series) {
    double low = 0;
    double high = 0;
    for (const page::Series& one : series) {
        for (const page::Point& point : one.points) {
            if (!std::isfinite(point.up)) continue;
            low = std::min(low, point.up);
            high = std::max(high, point.up);
        }
    }
    if (low == high) high = low + 1;
    const double margin = 0.05 * (high - low);
    return {.title = title, .low = low < 0 ? low - margin : low, .high = high + margin};
}

page::Chart information_chart(const Report& report) {
    page::Chart chart{
        .title = {"Information donnée et plafond, selon la capacité",
                  "Information given and its ceiling, by ability"},
        .shows = filled({"L’information des questions données est en moyenne de {} de celle des {} "
                         "meilleures questions de la banque, choisies sans aucune règle par qui "
                         "connaîtrait la capacité.",
                         "The information of the items given is on average {} of that of the {} "
                         "best items of the bank, chosen without any rule by someone who would "
                         "know the ability."},
                        {percent(report.precision.all.share, 1), decimal(report.length, 0)}),
        .across = ability_axis(),
        .up = {},
        .series = {{.name = {"donnée", "given"},
                    .points = curve_of(report.precision, &Precision::information)},
                   {.name = {"plafond", "ceiling"},
                    .points = curve_of(report.precision, &Precision::ceiling),
                    .look = page::Look::Second}}};
    chart.up = axis_around({"information", "information"}, chart.series);
    return chart;
}

page::Chart error_chart(const Report& report) {
    page::Chart chart{
        .title = {"Erreurs, selon la capacité", "Errors, by ability"},
        .shows = filled({"Erreur quadratique moyenne {}, erreur annoncée {}, biais {} sur tous les "
                         "candidats.",
                         "Root mean square error {}, error said {}, bias {} over all candidates."},
                        {decimal(report.precision.all.rmse, 3),
                         decimal(report.precision.all.error_said, 3),
                         decimal(report.precision.all.bias, 3)}),
        .across = ability_axis(),
        .up = {},
        .series = {{.name = {"erreur quadratique moyenne", "root mean square error"},
                    .points = curve_of(report.precision, &Precision::rmse)},
                   {.name = {"erreur annoncée", "error said"},
                    .points = curve_of(report.precision, &Precision::error_said),
                    .look = page::Look::Second},
                   {.name = {"biais", "bias"},
                    .points = curve_of(report.precision, &Precision::bias),
                    .look = page::Look::Third}}};
    chart.up = axis_around({"unités de capacité", "units of ability"}, chart.series);
    return chart;
}

page::Chart coverage_chart(const Report& report) {
    page::Chart chart{
        .title = {"Couverture des intervalles à 95\u00a0%, selon la capacité",
                  "Coverage of the 95% intervals, by ability"},
        .shows = filled({"{} des candidats ont leur vraie capacité à moins de 1,96 erreur annoncée "
                         "de l’estimation. Promesse tenue quand la courbe suit 95\u00a0%.",
                         "{} of candidates have their true ability within 1.96 said errors of the "
                         "estimate. The promise is kept where the curve follows 95%."},
                        {percent(report.precision.all.coverage, 1)}),
        .across = ability_axis(),
        .up = {.title = {"part des candidats", "share of candidates"},
               .low = 0.8,
               .high = 1,
               .unit = page::AxisUnit::Percent},
        .series = {{.name = {"couverture", "coverage"},
                    .points = curve_of(report.precision, &Precision::coverage)}},
        .levels = {{.name = {"promis", "promised"}, .at = kPromised}}};
    for (const page::Point& point : chart.series.front().points) {
        if (point.up < chart.up.low) chart.up.low = std::max(0.0, point.up - 0.05);
    }
    return chart;
}

page::Words name_of(const Stratum& stratum) {
    if (!std::isfinite(stratum.low))
        return filled({"moins de {}", "below {}"}, {decimal(stratum.high, 0)});
    if (!std::isfinite(stratum.high))
        return filled({"{} et plus", "{} and above"}, {decimal(stratum.low, 0)});
    return filled({"de {} à {}", "{} to {}"}, {decimal(stratum.low, 0), decimal(stratum.high, 0)});
}

std::vector<page::Words> row_of(const page::Words& name, const Precision& precision) {
    std::vector<page::Words> row{name, whole(precision.people)};
    if (precision.people < kPeopleLeast) {
        row.resize(8, {"trop peu", "too few"});
        return row;
    }
    row.push_back(decimal(precision.bias, 3));
    row.push_back(decimal(precision.rmse, 3));
    row.push_back(decimal(precision.error_said, 3));
    row.push_back(decimal(precision.oracle_rmse, 3));
    row.push_back(percent(precision.coverage, 1));
    row.push_back(percent(precision.share, 1));
    return row;
}

page::Table strata_table(const Report& report) {
    page::Table table{.caption = {"Précision par tranche de vraie capacité",
                                  "Precision by stratum of true ability"},
                      .columns = {{{"Capacité", "Ability"}, ColumnKind::Text},
                                  {{"Candidats", "Candidates"}},
                                  {{"Biais", "Bias"}},
                                  {{"Erreur quadratique", "RMSE"}},
                                  {{"Erreur annoncée", "Error said"}},
                                  {{"Erreur d’un oracle", "Oracle’s error"}},
                                  {{"Couverture", "Coverage"}},
                                  {{"Part du plafond", "Share of ceiling"}}},
                      .rows = {}};
    for (const Stratum& stratum : report.precision.strata)
        table.rows.push_back(row_of(name_of(stratum), stratum.precision));
    table.rows.push_back(row_of({"tous", "all"}, report.precision.all));
    return table;
}

page::Words told(const UnevenCompetence& uneven) {
    return filled({"compétence {}, {} questions", "competence {}, {} items"},
                  {same(uneven.competence.code()), whole(uneven.given)});
}

page::Words told(const WrongLength& wrong) {
    return filled({"{} questions en tout", "{} items in all"}, {whole(wrong.given)});
}

page::Words told(const UnevenDomain& uneven) {
    return filled({"domaine {}, {} questions", "domain {}, {} items"},
                  {whole(uneven.domain), whole(uneven.given)});
}

page::Words told(const SecondsSpent& spent) {
    return filled({"{} secondes attendues", "{} seconds expected"}, {decimal(spent.seconds, 0)});
}

page::Words told(const WordsSpent& spent) {
    return filled({"{} mots à lire", "{} words to read"}, {decimal(spent.words, 0)});
}

page::Words told(const TooManyOfType& many) {
    return filled({"type {}, {} questions", "type {}, {} items"},
                  {same(many.type), whole(many.given)});
}

page::Words told(const ForeignItem& foreign) {
    return filled({"question {} dans une autre langue", "item {} in another language"},
                  {whole(foreign.item.value)});
}

page::Words told(const SharedTube& shared) {
    return filled({"questions {} et {} d’un même tube", "items {} and {} of one tube"},
                  {whole(shared.one.value), whole(shared.other.value)});
}

page::Words told(const MetEnemies& met) {
    return filled({"questions ennemies {} et {}", "enemy items {} and {}"},
                  {whole(met.one.value), whole(met.other.value)});
}

page::Words between(const CountRange& range) {
    if (range.least == range.most) return whole(range.most);
    if (range.most == kNoMost) return filled({"{} ou plus", "{} or more"}, {whole(range.least)});
    return filled({"{} à {}", "{} to {}"}, {whole(range.least), whole(range.most)});
}

page::Words name_of(const Constraints& constraints, Rule rule) {
    switch (rule) {
        case Rule::Length:
            return filled({"{} questions", "{} items"}, {whole(constraints.length)});
        case Rule::Competence:
            return filled({"{} questions de chaque compétence", "{} items per competence"},
                          {between(constraints.competence)});
        case Rule::Domain:
            return {"questions de chaque domaine", "items of each domain"};
        case Rule::Tube:
            return constraints.tube_most == 1
                       ? page::Words{"une question au plus par tube", "at most one item per tube"}
                       : filled({"{} questions au plus par tube", "at most {} items per tube"},
                                {whole(constraints.tube_most)});
        case Rule::Enemy:
            return {"jamais deux questions ennemies", "never two enemy items"};
        case Rule::Seconds:
            return filled({"{} secondes attendues au plus", "at most {} seconds expected"},
                          {decimal(constraints.seconds.value_or(0), 0)});
        case Rule::Words:
            return filled({"{} mots à lire au plus", "at most {} words to read"},
                          {decimal(constraints.words.value_or(0), 0)});
        case Rule::Type:
            return {"questions de chaque type", "items of each type"};
        case Rule::Language:
            return {"langue des questions", "language of the items"};
    }
    return {};
}

page::Table counts_of(const Report& report) {
    page::Table table{
        .caption = {"Passations qui enfreignent chaque règle", "Sittings that break each rule"},
        .columns = {{{"Règle", "Rule"}, ColumnKind::Text}, {{"Passations", "Sittings"}}},
        .rows = {}};
    const JudgedRules& rules = report.frame.rules;
    for (std::size_t n = 0; n < kRules; ++n) {
        const auto rule = static_cast<Rule>(n);
        if (!is_judged(rules, rule)) continue;
        table.rows.push_back({name_of(rules.constraints, rule), whole(report.violations.of(rule))});
    }
    return table;
}

page::Table first_of(const Report& report) {
    page::Table table{
        .caption = {"Premières infractions", "First violations"},
        .columns = {{{"Candidat", "Candidate"}}, {{"Infraction", "Violation"}, ColumnKind::Text}},
        .rows = {}};
    for (const Violation& violation : report.violations.first) {
        const auto what = std::visit([](const auto& one) { return told(one); }, violation.what);
        table.rows.push_back(
            {same(std::to_string(report.frame.sitting_names[violation.sitting])), what});
    }
    return table;
}

}  // namespace

page::Section precision_section(const Report& report) {
    return {
        .id = "precision",
        .title = {"Précision et honnêteté des erreurs", "Precision and honest errors"},
        .blocks = {
            page::Charts{{information_chart(report), error_chart(report), coverage_chart(report)}},
            strata_table(report)}};
}

page::Section violations_section(const Report& report) {
    page::Section section{
        .id = "blueprint", .title = {"Respect du cahier des charges", "Blueprint"}, .blocks = {}};
    if (!is_any_judged(report.frame.rules)) {
        section.blocks.emplace_back(
            page::Notice{.tone = page::Tone::Information,
                         .text = {"Simulation sans règles, rien n’est vérifié.",
                                  "A simulation without rules: nothing is looked at."}});
        return section;
    }
    section.blocks.emplace_back(counts_of(report));
    if (!report.violations.first.empty()) section.blocks.emplace_back(first_of(report));
    return section;
}

}  // namespace probant::engine::quality
