// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <functional>
#include <numeric>

#include "engine/quality/sections.h"

namespace probant::engine::quality {
namespace {

using page::ColumnKind;
using page::decimal;
using page::filled;
using page::percent;
using page::same;
using page::whole;

constexpr std::size_t kItemsNamed = 10;
constexpr std::size_t kCurvePoints = 400;

page::Words item_name(ItemNumber item) {
    return same(std::to_string(item.value));
}

page::Axis share_axis(const page::Words& title, double most) {
    // To the tenth above: the axis ends on a round figure and the highest point stays inside.
    double high = 0.1;
    while (high < most + 0.005 && high < 1)
        high += 0.1;
    return {.title = title, .low = 0, .high = high, .unit = page::AxisUnit::Percent};
}

/// Exposures from the largest down, thinned where there are more items than the picture can show.
std::vector<page::Point> rank_curve(std::vector<double> rates) {
    std::ranges::sort(rates, std::greater<>());
    const std::size_t stride = 1 + rates.size() / kCurvePoints;
    std::vector<page::Point> points;
    for (std::size_t rank = 0; rank < rates.size(); rank += stride)
        points.push_back({static_cast<double>(rank + 1), rates[rank]});
    return points;
}

page::Chart rank_chart(const Report& report) {
    const Exposure& exposure = report.exposure;
    return {.title = {"Exposition des questions, de la plus donnée à la moins donnée",
                      "Exposure of items, from the most given to the least"},
            .shows = filled({"La question la plus donnée l’est à {} des candidats. {} questions "
                             "dépassent le plafond de {}, {} ne sont jamais données.",
                             "The item given most goes to {} of candidates. {} items are over the "
                             "cap of {}, {} are never given."},
                            {percent(exposure.most.rate, 1),
                             whole(exposure.over_cap),
                             percent(report.frame.limits.cap, 0),
                             whole(exposure.rates.size() - exposure.used)}),
            .across = {.title = {"rang de la question", "rank of the item"},
                       .low = 0,
                       .high = static_cast<double>(exposure.rates.size())},
            .up = share_axis({"part des candidats", "share of candidates"},
                             std::max(exposure.most.rate, report.frame.limits.cap)),
            .series = {{.name = {"exposition", "exposure"}, .points = rank_curve(exposure.rates)}},
            .levels = {{.name = {"plafond", "cap"}, .at = report.frame.limits.cap}}};
}

page::Chart level_chart(const Report& report) {
    std::vector<page::Point> points;
    double most = report.frame.limits.level_cap;
    for (std::size_t level = 0; level < kLevels; ++level) {
        const double rate = report.exposure.levels.at(level).most.rate;
        points.push_back({static_cast<double>(level + 1), rate});
        most = std::max(most, rate);
    }
    return {
        .title = {"Question la plus donnée de chaque cinquième des candidats",
                  "Item given most in each fifth of the candidates"},
        .shows = filled({"Des candidats de niveau semblable se partagent les mêmes questions. "
                         "Le plafond d’un niveau est de {}.",
                         "Candidates of one level share the same items. The cap of a level "
                         "is {}."},
                        {percent(report.frame.limits.level_cap, 0)}),
        .across = {.title = {"cinquième, par estimation croissante", "fifth, by rising estimate"},
                   .low = 0.5,
                   .high = 5.5},
        .up = share_axis({"part des candidats du niveau", "share of the level’s candidates"}, most),
        .series = {{.name = {"exposition la plus forte", "largest exposure"},
                    .points = points,
                    .shape = page::Shape::Bars}},
        .levels = {{.name = {"plafond d’un niveau", "cap of a level"},
                    .at = report.frame.limits.level_cap}}};
}

page::Table level_table(const Report& report) {
    page::Table table{.caption = {"Exposition par niveau", "Exposure by level"},
                      .columns = {{{"Cinquième", "Fifth"}},
                                  {{"Passations", "Sittings"}},
                                  {{"Estimations", "Estimates"}},
                                  {{"Exposition la plus forte", "Largest exposure"}},
                                  {{"Question", "Item"}},
                                  {{"Questions au-dessus du plafond", "Items over the cap"}}},
                      .rows = {}};
    for (std::size_t n = 0; n < kLevels; ++n) {
        const LevelExposure& level = report.exposure.levels.at(n);
        table.rows.push_back(
            {whole(n + 1),
             whole(level.sittings),
             filled({"de {} à {}", "{} to {}"},
                    {decimal(level.estimate_low, 2), decimal(level.estimate_high, 2)}),
             percent(level.most.rate, 1),
             item_name(level.most.item),
             whole(level.over_cap)});
    }
    return table;
}

page::Table most_given_table(const Report& report) {
    const auto& rates = report.exposure.rates;
    std::vector<std::uint32_t> order(rates.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, std::greater<>(), [&](std::uint32_t at) { return rates[at]; });
    order.resize(std::min(order.size(), kItemsNamed));
    page::Table table{.caption = {"Questions les plus données", "Items given most"},
                      .columns = {{{"Question", "Item"}}, {{"Exposition", "Exposure"}}},
                      .rows = {}};
    for (const std::uint32_t item : order)
        table.rows.push_back({item_name(ItemNumber{item}), percent(rates[item], 2)});
    return table;
}

}  // namespace

page::Section exposure_section(const Report& report) {
    const Exposure& exposure = report.exposure;
    const page::Words window =
        filled({"Fenêtres glissantes de {} passations successives{} {} regardées, toutes. La plus "
                "forte exposition y est de {} (question {}). {} fenêtres ont une question "
                "au-dessus du plafond.",
                "Sliding windows of {} successive sittings{} all {} of them looked at. The largest "
                "exposure in one is {} (item {}). {} windows have an item over the cap."},
               {whole(exposure.window),
                {"\u00a0:", ":"},
                whole(exposure.windows),
                percent(exposure.most_in_window.rate, 2),
                item_name(exposure.most_in_window.item),
                whole(exposure.windows_over_cap)});
    const auto tone = exposure.windows_over_cap == 0 ? page::Tone::Good : page::Tone::Attention;
    return {.id = "exposure",
            .title = {"Exposition des questions", "Exposure of items"},
            .blocks = {page::Notice{.tone = tone, .text = window},
                       page::Charts{{rank_chart(report), level_chart(report)}},
                       level_table(report),
                       most_given_table(report)}};
}

page::Section overlap_section(const Report& report) {
    const Overlap& overlap = report.overlap;
    page::Table table{.caption = {"Part moyenne des questions communes à deux candidats",
                                  "Average share of items that two candidates have in common"},
                      .columns = {{{"Quels candidats", "Which candidates"}, ColumnKind::Text},
                                  {{"Part commune", "Common share"}},
                                  {{"Questions communes", "Common items"}}},
                      .rows = {}};
    table.rows.push_back({{"deux candidats quelconques", "any two candidates"},
                          percent(overlap.all, 1),
                          decimal(overlap.all * report.length, 1)});
    table.rows.push_back({filled({"deux candidats de capacités distantes de moins de {}",
                                  "two candidates whose abilities are closer than {}"},
                                 {decimal(kNearAbility, 2)}),
                          percent(overlap.near, 1),
                          decimal(overlap.near * report.length, 1)});
    return {.id = "overlap",
            .title = {"Questions communes", "Overlap"},
            .blocks = {table,
                       page::Paragraph{
                           {"Calcul exact sur toutes les paires, sans tirage. Pour les candidats "
                            "proches, chaque candidat pèse autant, quel que soit le nombre de ses "
                            "voisins.",
                            "Exact over all pairs, nothing is sampled. Among near candidates each "
                            "one weighs the same, however many are near them."}}}};
}

}  // namespace probant::engine::quality
