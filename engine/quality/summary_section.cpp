// SPDX-License-Identifier: EUPL-1.2
#include <numeric>

#include "engine/quality/sections.h"

namespace probant::engine::quality {
namespace {

using page::decimal;
using page::Fact;
using page::filled;
using page::percent;
using page::same;
using page::Tone;
using page::whole;

Tone good_if(bool good) {
    return good ? Tone::Good : Tone::Attention;
}

Fact length_fact(const Report& report) {
    const bool fixed = report.lengths.least == report.lengths.most;
    return {.name = {"Questions par passation", "Items per sitting"},
            .value = decimal(report.length, fixed ? 0 : 2),
            .note = fixed ? page::Words{"longueur fixe", "fixed length"}
                          : filled({"de {} à {}", "{} to {}"},
                                   {whole(report.lengths.least), whole(report.lengths.most)})};
}

Fact window_fact(const Report& report) {
    const Exposure& exposure = report.exposure;
    const auto verdict = exposure.windows_over_cap == 0
                             ? page::Words{"jamais au-dessus du plafond de {}, dans aucune fenêtre",
                                           "never over the cap of {}, in no window"}
                             : page::Words{"au-dessus du plafond de {}", "over the cap of {}"};
    return {.name = {"Exposition la plus forte en fenêtre", "Largest exposure in a window"},
            .value = percent(exposure.most_in_window.rate, 1),
            .note = filled(verdict, {percent(report.frame.limits.cap, 0)}),
            .tone = good_if(exposure.windows_over_cap == 0)};
}

Fact error_fact(const Report& report) {
    const Precision& all = report.precision.all;
    return {
        .name = {"Erreur quadratique moyenne", "Root mean square error"},
        .value = decimal(all.rmse, 4),
        .note = filled({"un oracle\u00a0: {}", "an oracle: {}"}, {decimal(all.oracle_rmse, 4)})};
}

Fact coverage_fact(const Report& report) {
    constexpr double kLeast = 0.94;
    constexpr double kMost = 0.96;
    const double coverage = report.precision.all.coverage;
    const bool kept = coverage >= kLeast && coverage <= kMost;
    return {.name = {"Intervalles à 95\u00a0% qui disent vrai", "95% intervals that are true"},
            .value = percent(coverage, 1),
            .note = kept ? page::Words{"promesse tenue, entre 94 et 96\u00a0%",
                                       "promise kept, between 94 and 96%"}
                         : page::Words{"hors de 94 à 96\u00a0%", "outside 94 to 96%"},
            .tone = good_if(kept)};
}

Fact violations_fact(const Report& report) {
    const auto& counts = report.violations.counts;
    const std::size_t count = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    if (!is_any_judged(report.frame.rules)) {
        return {.name = {"Règles enfreintes", "Rules broken"},
                .value = same("–"),
                .note = {"simulation sans règles", "a simulation without rules"}};
    }
    return {.name = {"Règles enfreintes", "Rules broken"},
            .value = whole(count),
            .note = {"plus bas, règle par règle", "rule by rule, below"},
            .tone = good_if(count == 0)};
}

std::vector<Fact> facts_of(const Report& report) {
    const Exposure& exposure = report.exposure;
    std::vector<Fact> facts{
        {.name = {"Passations", "Sittings"},
         .value = whole(report.sittings),
         .note = filled({"banque de {} questions, {} utilisées", "bank of {} items, {} used"},
                        {whole(exposure.rates.size()), whole(exposure.used)})},
        length_fact(report),
        {.name = {"Information, part du plafond", "Information, share of the ceiling"},
         .value = percent(report.precision.all.share, 1),
         .note = {"100\u00a0% connaîtrait la capacité d’avance",
                  "100% would know the ability beforehand"}},
        error_fact(report),
        coverage_fact(report),
        {.name = {"Exposition la plus forte", "Largest exposure"},
         .value = percent(exposure.most.rate, 1),
         .note = filled({"{} questions au-dessus de {}", "{} items over {}"},
                        {whole(exposure.over_cap), percent(report.frame.limits.cap, 0)}),
         .tone = good_if(exposure.over_cap == 0)},
        window_fact(report),
        {.name = {"Questions communes à deux candidats", "Items common to two candidates"},
         .value = percent(report.overlap.all, 1),
         .note = filled({"{} entre candidats proches", "{} among near candidates"},
                        {percent(report.overlap.near, 1)})},
        violations_fact(report)};
    return facts;
}

}  // namespace

page::Section summary_section(const Report& report) {
    page::Section section{.id = "summary",
                          .title = {"En bref", "In short"},
                          .blocks = {page::Facts{facts_of(report)}}};
    if (report.frame.cpu_ms > 0) {
        const double steps = report.length * static_cast<double>(report.sittings);
        section.blocks.emplace_back(page::Paragraph{
            filled({"Temps de calcul\u00a0: {} µs par question.", "Computing time: {} µs an item."},
                   {decimal(steps > 0 ? 1000 * report.frame.cpu_ms / steps : 0, 1)})});
    }
    return section;
}

}  // namespace probant::engine::quality
