// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/report_page.h"

#include "engine/quality/sections.h"

namespace probant::engine::quality {

std::string report_page(const Report& report) {
    using page::filled;
    using page::same;
    using page::whole;
    constexpr std::size_t kDigestShown = 16;
    return page::write_page(
        {.title = {"Rapport de qualité d’une simulation", "Quality report of a simulation"},
         .lead = filled({"{} passations de {} avec les {} questions de {} (empreinte {}…).",
                         "{} sittings of {} with the {} questions of {} (digest {}…)."},
                        {whole(report.sittings),
                         same(report.frame.run_name),
                         whole(report.exposure.rates.size()),
                         same(report.frame.bank_name),
                         same(report.frame.bank_digest.substr(0, kDigestShown))}),
         .sections = {summary_section(report),
                      exposure_section(report),
                      overlap_section(report),
                      precision_section(report),
                      violations_section(report),
                      dif_section(report),
                      drift_section(report),
                      answers_section(report)}});
}

}  // namespace probant::engine::quality
