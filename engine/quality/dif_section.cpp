// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
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

page::Words letter(EtsClass size) {
    switch (size) {
        case EtsClass::A:
            return same("A");
        case EtsClass::B:
            return same("B");
        case EtsClass::C:
            return same("C");
    }
    return {};
}

page::Words word(LogisticSize size) {
    switch (size) {
        case LogisticSize::Negligible:
            return {"négligeable", "negligible"};
        case LogisticSize::Moderate:
            return {"modérée", "moderate"};
        case LogisticSize::Large:
            return {"forte", "large"};
    }
    return {};
}

std::size_t count_of(const Dif& dif, DifState state) {
    return static_cast<std::size_t>(std::ranges::count(dif.items, state, &ItemDif::state));
}

std::size_t count_of(const Dif& dif, EtsClass size) {
    return static_cast<std::size_t>(std::ranges::count_if(dif.items, [size](const ItemDif& item) {
        return item.by_strata && item.by_strata->size == size;
    }));
}

bool is_to_look_at(const ItemDif& item) {
    return (item.by_strata && item.by_strata->size != EtsClass::A) ||
           (item.by_regression && item.by_regression->size != LogisticSize::Negligible);
}

double strength(const ItemDif& item) {
    return item.by_strata ? std::abs(item.by_strata->found.delta) : 0;
}

page::Series dots(const Dif& dif, EtsClass size, page::Look look) {
    page::Series series{.name = filled({"classe {}", "class {}"}, {letter(size)}),
                        .points = {},
                        .shape = page::Shape::Dots,
                        .look = look};
    for (const ItemDif& item : dif.items) {
        if (item.by_strata && item.by_strata->size == size) {
            series.points.push_back(
                {static_cast<double>(item.item.value), item.by_strata->found.delta});
        }
    }
    return series;
}

page::Chart delta_chart(const Dif& dif) {
    page::Chart chart{
        .title = {"Écart entre les groupes, question par question",
                  "Difference between the groups, item by item"},
        .shows = filled({"Delta de Mantel-Haenszel des {} questions testées. Au-dessous de zéro, "
                         "plus difficile pour le groupe étudié. {} en classe B, {} en classe C.",
                         "Mantel-Haenszel delta of the {} items tested. Below zero, harder for "
                         "the focal group. {} of class B, {} of class C."},
                        {whole(count_of(dif, DifState::Tested)),
                         whole(count_of(dif, EtsClass::B)),
                         whole(count_of(dif, EtsClass::C))}),
        .across = {.title = {"numéro de la question", "number of the item"}, .low = 0, .high = 1},
        .up = {.title = same("delta"), .low = -2, .high = 2},
        .series = {dots(dif, EtsClass::A, page::Look::First),
                   dots(dif, EtsClass::B, page::Look::Second),
                   dots(dif, EtsClass::C, page::Look::Third)},
        .levels = {{.name = {"classe C à partir de 1,5", "class C from 1.5"}, .at = 1.5},
                   {.name = {"et de −1,5", "and from −1.5"}, .at = -1.5}}};
    for (const ItemDif& item : dif.items) {
        const double reach = std::ceil(strength(item) + 0.1);
        chart.up.high = std::max(chart.up.high, reach);
        chart.up.low = std::min(chart.up.low, -reach);
        chart.across.high = std::max(chart.across.high, item.item.value + 1.0);
    }
    return chart;
}

std::vector<page::Words> row_of(const ItemDif& item) {
    std::vector<page::Words> row{
        same(std::to_string(item.item.value)), whole(item.reference), whole(item.focal)};
    if (item.by_strata) {
        const auto& found = *item.by_strata;
        row.push_back(decimal(found.found.delta, 2));
        row.push_back(decimal(found.found.delta_error, 2));
        row.push_back(probability(found.q));
        row.push_back(letter(found.size));
    } else {
        row.resize(7, same("–"));
    }
    if (!item.by_regression) {
        row.resize(11, same("–"));
        return row;
    }
    const auto& found = *item.by_regression;
    row.push_back(probability(found.found.uniform.p));
    row.push_back(probability(found.found.non_uniform.p));
    row.push_back(decimal(found.found.size, 4));
    row.push_back(word(found.size));
    return row;
}

page::Table items_table(const Dif& dif, const page::Words& focal) {
    std::vector<ItemDif> items;
    std::ranges::copy_if(dif.items, std::back_inserter(items), is_to_look_at);
    std::ranges::stable_sort(items, std::greater<>(), strength);
    const std::size_t found = items.size();
    items.resize(std::min(found, kItemsNamed));
    page::Table table{.caption = filled({"Questions à regarder pour {} ({} sur {} trouvées)",
                                         "Items to look at for {} ({} of {} found)"},
                                        {focal, whole(items.size()), whole(found)}),
                      .columns = {{{"Question", "Item"}},
                                  {{"Réponses, référence", "Answers, reference"}},
                                  {{"Réponses, groupe", "Answers, focal"}},
                                  {same("Delta")},
                                  {{"Erreur type", "Standard error"}},
                                  {same("q")},
                                  {{"Classe", "Class"}, ColumnKind::Text},
                                  {{"p uniforme", "p uniform"}},
                                  {{"p non uniforme", "p non-uniform"}},
                                  {{"Gain de R²", "Growth of R²"}},
                                  {{"Taille", "Size"}, ColumnKind::Text}},
                      .rows = {}};
    for (const ItemDif& item : items)
        table.rows.push_back(row_of(item));
    return table;
}

page::Table groups_table(const GroupsReport& groups) {
    page::Table table{
        .caption = {"Groupes et capacités estimées", "Groups and estimated abilities"},
        .columns = {{{"Groupe", "Group"}, ColumnKind::Text},
                    {{"Candidats", "Candidates"}},
                    {{"Moyenne", "Mean"}},
                    {{"Écart type", "Standard deviation"}}},
        .rows = {}};
    for (const GroupPeople& group : groups.groups) {
        const bool told = group.population.has_value();
        const page::Words too_few{"trop peu", "too few"};
        table.rows.push_back({same(group.name),
                              whole(group.sittings),
                              told ? decimal(group.population->mean, 2) : too_few,
                              told ? decimal(group.population->sd, 2) : too_few});
    }
    if (groups.without_group > 0) {
        table.rows.push_back(
            {{"sans groupe", "no group"}, whole(groups.without_group), same("–"), same("–")});
    }
    return table;
}

page::Paragraph left_out_told(const Dif& dif) {
    std::string items;
    for (const ItemNumber item : dif.left_out) {
        if (!items.empty()) items += ", ";
        items += std::to_string(item.value);
    }
    return {filled({"Purifié\u00a0: les questions de classe C au premier passage ({}) ne comptent "
                    "plus dans l’appariement, et toutes ont été testées à nouveau.",
                    "Purified: the items of class C in the first pass ({}) no longer count in the "
                    "matching, and all were tested again."},
                   {same(items)})};
}

void add_focal(page::Section& section, const GroupsReport& groups, const FocalDif& focal) {
    const auto name = same(groups.groups[focal.group].name);
    const auto reference = same(groups.groups[groups.reference].name);
    const Dif& dif = focal.dif;
    if (std::min(dif.reference, dif.focal) < kGroupLeast) {
        section.blocks.emplace_back(page::Notice{
            .tone = page::Tone::Information,
            .text = filled(
                {"Groupe {}, comparé à {}\u00a0: trop peu de candidats ({} et {}, il en "
                 "faut {} de chaque). Cela ne veut pas dire qu’il n’y a pas d’écart.",
                 "Group {}, compared with {}: too few candidates ({} and {}, {} of each "
                 "are needed). This does not mean that there is no difference."},
                {name, reference, whole(dif.focal), whole(dif.reference), whole(kGroupLeast)})});
        return;
    }
    const std::size_t large = count_of(dif, EtsClass::C);
    section.blocks.emplace_back(page::Notice{
        .tone = large == 0 ? page::Tone::Good : page::Tone::Attention,
        .text = filled(
            {"Groupe {} ({} candidats), comparé à {} ({})\u00a0: {} questions testées, {} en "
             "classe C, {} en classe B, {} avec trop peu de réponses.",
             "Group {} ({} candidates), compared with {} ({}): {} items tested, {} of "
             "class C, {} of class B, {} with too few answers."},
            {name,
             whole(dif.focal),
             reference,
             whole(dif.reference),
             whole(count_of(dif, DifState::Tested)),
             whole(large),
             whole(count_of(dif, EtsClass::B)),
             whole(count_of(dif, DifState::TooFew))})});
    if (count_of(dif, DifState::Tested) == 0) return;
    if (!dif.left_out.empty()) section.blocks.emplace_back(left_out_told(dif));
    section.blocks.emplace_back(page::Charts{{delta_chart(dif)}});
    if (std::ranges::any_of(dif.items, is_to_look_at))
        section.blocks.emplace_back(items_table(dif, name));
}

}  // namespace

page::Section dif_section(const Report& report) {
    page::Section section{
        .id = "dif",
        .title = {"Équité entre les groupes (DIF)", "Fairness between groups (DIF)"},
        .blocks = {}};
    if (!report.groups) {
        section.blocks.emplace_back(page::Notice{
            .tone = page::Tone::Information,
            .text = report.with_groups
                        ? page::Words{"Indisponible\u00a0: donnez --responses.",
                                      "Unavailable: give --responses."}
                        : page::Words{"Indisponible\u00a0: donnez --groups et --responses.",
                                      "Unavailable: give --groups and --responses."}});
        return section;
    }
    section.blocks.emplace_back(page::Paragraph{filled(
        {"Groupe de référence\u00a0: {}, le plus nombreux. Les candidats sont appariés en {} "
         "strates "
         "sur l’estimation faite sans la question jugée, d’après la distribution de leur groupe. "
         "Deux passages\u00a0: les questions de classe C au premier sont exclues de l’appariement "
         "du "
         "second. Une question est testée à partir de {} "
         "réponses de chaque groupe, et {} % des alertes au plus peuvent être fausses.",
         "Reference group: {}, the largest. Candidates are matched in {} strata on the estimate "
         "made without the item judged, under the distribution of their group. Two passes: items "
         "of "
         "class C in the first are left out of the matching of the second. An item is tested "
         "from {} answers of each group, and at "
         "most {}% of alarms may be false."},
        {same(report.groups->groups[report.groups->reference].name),
         whole(kMatchedStrata),
         whole(kAnswersLeast),
         decimal(100 * kDiscovery, 0)})});
    section.blocks.emplace_back(groups_table(*report.groups));
    if (report.groups->focal.empty()) {
        section.blocks.emplace_back(page::Notice{
            .tone = page::Tone::Information,
            .text = {"Un seul groupe, rien à comparer.", "One group only: nothing to compare."}});
    }
    for (const FocalDif& focal : report.groups->focal)
        add_focal(section, *report.groups, focal);
    return section;
}

}  // namespace probant::engine::quality
