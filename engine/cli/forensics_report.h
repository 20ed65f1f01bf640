// engine/cli/forensics_report.h: report.html, what forensics found, for a human who must judge.
//
// Role        One page that needs nothing else: no script, no outside resource. French first, then
//             English. Pictures are inline SVG: p-values, and rooms with the pairs to check.
// Words       Evidence, never a verdict: how many findings chance alone would give is said first.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/cli/forensics_session.h"
#include "engine/forensics/pairs.h"
#include "engine/forensics/session.h"
#include "engine/forensics/summary.h"

namespace probant::engine::cli {

/// Why a statistic is not available.
enum class Lack { Times, List, Alternatives, NominalModel, TooMany };

[[nodiscard]] std::string_view english(Lack lack);
[[nodiscard]] std::string_view french(Lack lack);

struct Unavailable {
    forensics::Statistic statistic{};
    Lack reason{};
};

/// Borrows what the command holds.
struct ForensicsReport {
    const NamedSession& named;
    const std::vector<forensics::PersonFinding>& persons;
    const std::vector<forensics::ComparedPair>& pairs;
    std::vector<forensics::StatisticSummary> person_summaries{};
    std::vector<forensics::StatisticSummary> pair_summaries{};
    std::vector<Unavailable> unavailable{};
    double alpha{};
    bool abilities_given{};
};

[[nodiscard]] std::string report_page(const ForensicsReport& report);

}  // namespace probant::engine::cli
