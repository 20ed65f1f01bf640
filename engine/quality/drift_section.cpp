// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "engine/quality/sections.h"

namespace probant::engine::quality {
namespace {

using page::ColumnKind;
using page::decimal;
using page::filled;
using page::probability;
using page::same;
using page::whole;

constexpr std::size_t kItemsNamed = 40;

page::Words state_word(DriftState state) {
    switch (state) {
        case DriftState::Steady:
            return {"stable", "steady"};
        case DriftState::Moved:
            return {"à regarder", "to look at"};
        case DriftState::CouldNotTell:
            return {"ne peut être dit", "could not tell"};
    }
    return {};
}

template <class Drift>
std::size_t count_of(const std::vector<Drift>& items, DriftState state) {
    return static_cast<std::size_t>(std::ranges::count(items, state, &Drift::state));
}

/// Those to look at, the strongest first, as many as are named.
template <class Drift, class Strength>
std::vector<Drift> moved(const std::vector<Drift>& items, Strength strength) {
    std::vector<Drift> found;
    std::ranges::copy_if(items, std::back_inserter(found), [](const Drift& item) {
        return item.state == DriftState::Moved;
    });
    std::ranges::stable_sort(found, std::greater<>(), strength);
    found.resize(std::min(found.size(), kItemsNamed));
    return found;
}

page::Chart difference_chart(const ReferenceDrift& drift) {
    page::Chart chart{
        .title = {"Différence de difficulté, étalonnage moins banque",
                  "Difference of difficulty, calibration minus bank"},
        .shows = filled({"{} questions stables, {} à regarder, {} dont l’étalonnage ne permet rien "
                         "de dire.",
                         "{} items steady, {} to look at, {} whose calibration does not tell."},
                        {whole(count_of(drift.items, DriftState::Steady)),
                         whole(count_of(drift.items, DriftState::Moved)),
                         whole(count_of(drift.items, DriftState::CouldNotTell))}),
        .across = {.title = {"numéro de la question", "number of the item"}, .low = 0, .high = 1},
        .up = {.title = {"différence de difficulté", "difference of difficulty"},
               .low = -0.5,
               .high = 0.5},
        .series = {{.name = state_word(DriftState::Steady), .shape = page::Shape::Dots},
                   {.name = state_word(DriftState::Moved),
                    .shape = page::Shape::Dots,
                    .look = page::Look::Second}}};
    for (const ParameterDrift& item : drift.items) {
        if (item.state == DriftState::CouldNotTell) continue;
        auto& series = chart.series[item.state == DriftState::Moved ? 1 : 0];
        series.points.push_back({static_cast<double>(item.item.value), item.difficulty_difference});
        chart.across.high = std::max(chart.across.high, item.item.value + 1.0);
        chart.up.high = std::max(chart.up.high, item.difficulty_difference + 0.1);
        chart.up.low = std::min(chart.up.low, item.difficulty_difference - 0.1);
    }
    return chart;
}

page::Table moved_table(const ReferenceDrift& drift) {
    page::Table table{
        .caption = {"Questions dont les paramètres ont bougé", "Items whose parameters moved"},
        .columns = {{{"Question", "Item"}},
                    {{"Différence de b", "Difference of b"}},
                    {{"z de b", "z of b"}},
                    {{"Différence de a", "Difference of a"}},
                    {{"z de a", "z of a"}},
                    {{"Écart des courbes", "Gap of curves"}},
                    {same("q")}},
        .rows = {}};
    for (const ParameterDrift& item : moved(drift.items, &ParameterDrift::curve_gap)) {
        table.rows.push_back({same(std::to_string(item.item.value)),
                              decimal(item.difficulty_difference, 3),
                              decimal(item.difficulty_z, 2),
                              decimal(item.discrimination_difference, 3),
                              decimal(item.discrimination_z, 2),
                              decimal(item.curve_gap, 3),
                              probability(item.q)});
    }
    return table;
}

void add_reference(page::Section& section, const ReferenceDrift& drift) {
    section.blocks.emplace_back(page::Paragraph{filled(
        {"Étalonnage de référence\u00a0: en moyenne les difficultés y sont déplacées de {} et leur "
         "dispersion multipliée par {}. Loin de 0 et de 1, l’échelle n’est pas la même et les "
         "différences par question ne veulent rien dire.",
         "Reference calibration: on average difficulties are shifted by {} and their spread is "
         "multiplied by {}. Far from 0 and 1, the scale is another one and differences by item "
         "mean nothing."},
        {decimal(drift.difficulty_shift, 3), decimal(drift.difficulty_spread, 3)})});
    section.blocks.emplace_back(page::Charts{{difference_chart(drift)}});
    if (count_of(drift.items, DriftState::Moved) > 0)
        section.blocks.emplace_back(moved_table(drift));
}

page::Chart fit_chart(const std::vector<FitDrift>& fits) {
    page::Chart chart{
        .title = {"Réponses justes observées et attendues", "Right answers observed and expected"},
        .shows =
            filled({"Chaque point est une question. Sur la diagonale, les réponses sont celles "
                    "que la banque annonce. {} questions stables, {} à regarder, {} avec trop "
                    "peu de réponses.",
                    "Each dot is an item. On the diagonal, answers are what the bank says. {} "
                    "items steady, {} to look at, {} with too few answers."},
                   {whole(count_of(fits, DriftState::Steady)),
                    whole(count_of(fits, DriftState::Moved)),
                    whole(count_of(fits, DriftState::CouldNotTell))}),
        .across = {.title = {"part attendue", "expected share"},
                   .low = 0,
                   .high = 1,
                   .unit = page::AxisUnit::Percent},
        .up = {.title = {"part observée", "observed share"},
               .low = 0,
               .high = 1,
               .unit = page::AxisUnit::Percent},
        .series = {{.name = state_word(DriftState::Steady), .shape = page::Shape::Dots},
                   {.name = state_word(DriftState::Moved),
                    .shape = page::Shape::Dots,
                    .look = page::Look::Second},
                   {.name = {"diagonale", "diagonal"},
                    .points = {{0, 0}, {1, 1}},
                    .look = page::Look::Third}}};
    for (const FitDrift& item : fits) {
        if (item.state == DriftState::CouldNotTell) continue;
        auto& series = chart.series[item.state == DriftState::Moved ? 1 : 0];
        series.points.push_back({item.expected, item.observed});
    }
    return chart;
}

page::Table fit_table(const std::vector<FitDrift>& fits) {
    page::Table table{.caption = {"Questions dont les réponses ne sont pas celles attendues",
                                  "Items whose answers are not those expected"},
                      .columns = {{{"Question", "Item"}},
                                  {{"Réponses", "Answers"}},
                                  {{"Observé", "Observed"}},
                                  {{"Attendu", "Expected"}},
                                  {same("z")},
                                  {same("χ²")},
                                  {{"Degrés de liberté", "Degrees of freedom"}},
                                  {same("q")}},
                      .rows = {}};
    for (const FitDrift& item : moved(fits, &FitDrift::chi_square)) {
        table.rows.push_back({same(std::to_string(item.item.value)),
                              whole(item.answers),
                              page::percent(item.observed, 1),
                              page::percent(item.expected, 1),
                              decimal(item.z, 2),
                              decimal(item.chi_square, 1),
                              decimal(item.freedom, 0),
                              probability(item.q)});
    }
    return table;
}

void add_fit(page::Section& section,
             const std::vector<FitDrift>& fit,
             const Population& population) {
    section.blocks.emplace_back(page::Paragraph{filled(
        {"Réponses de cette simulation, comparées à ce que les autres réponses de chaque candidat "
         "laissent attendre (population estimée\u00a0: moyenne {}, écart type {}).",
         "Answers of this run, compared with what the other answers of each candidate foretell "
         "(population estimated: mean {}, standard deviation {})."},
        {decimal(population.mean, 3), decimal(population.sd, 3)})});
    section.blocks.emplace_back(page::Charts{{fit_chart(fit)}});
    if (count_of(fit, DriftState::Moved) > 0) section.blocks.emplace_back(fit_table(fit));
}

page::Words share_of(std::size_t part, std::size_t all) {
    if (all == 0) return same("–");
    return page::percent(static_cast<double>(part) / static_cast<double>(all), 1);
}

std::vector<page::Words> row_of(const page::Words& name, const AnswerCoverage& coverage) {
    return {name,
            whole(coverage.items),
            whole(coverage.answered),
            whole(coverage.never_answered),
            share_of(coverage.rough, coverage.items),
            share_of(coverage.good, coverage.items)};
}

}  // namespace

page::Section drift_section(const Report& report) {
    page::Section section{
        .id = "drift", .title = {"Dérive des questions", "Drift of items"}, .blocks = {}};
    if (report.reference) {
        add_reference(section, *report.reference);
    } else {
        section.blocks.emplace_back(
            page::Notice{.tone = page::Tone::Information,
                         .text = {"Paramètres\u00a0: indisponible, donnez --reference.",
                                  "Parameters: unavailable, give --reference."}});
    }
    if (report.fit && report.population) {
        add_fit(section, *report.fit, *report.population);
    } else {
        section.blocks.emplace_back(
            page::Notice{.tone = page::Tone::Information,
                         .text = {"Réponses\u00a0: indisponible, donnez --responses.",
                                  "Answers: unavailable, give --responses."}});
    }
    return section;
}

page::Section answers_section(const Report& report) {
    page::Table table{
        .caption = {"Réponses recueillies par compétence", "Answers gathered by competence"},
        .columns =
            {{{"Compétence", "Competence"}, ColumnKind::Text},
             {{"Questions", "Items"}},
             {{"Réponses", "Answers"}},
             {{"Questions sans réponse", "Items without answers"}},
             {filled({"{} réponses ou plus", "{} answers or more"}, {whole(kAnswersForRough)})},
             {filled({"{} réponses ou plus", "{} answers or more"}, {whole(kAnswersForGood)})}},
        .rows = {}};
    for (std::uint32_t n = 0; n < kCompetences; ++n) {
        table.rows.push_back(
            row_of(same(Competence::at(n).code()), report.answers.competences.at(n)));
    }
    table.rows.push_back(row_of({"toutes", "all"}, report.answers.all));
    return {.id = "answers",
            .title = {"Réponses recueillies", "Answers gathered"},
            .blocks = {page::Paragraph{
                           filled({"{} questions données, {} réponses, {} sans réponse.",
                                   "{} items given, {} answers, {} without an answer."},
                                  {whole(report.answers.all.given),
                                   whole(report.answers.all.answered),
                                   whole(report.answers.all.given - report.answers.all.answered)})},
                       table}};
}

}  // namespace probant::engine::quality
