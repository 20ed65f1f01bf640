// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/summary.h"

#include <algorithm>
#include <map>

namespace probant::engine::forensics {
namespace {

template <class Finding>
void count(StatisticSummary& summary, const Finding& finding, double alpha) {
    if (!finding.p) {
        ++summary.could_not_tell;
        return;
    }
    ++summary.tested;
    if (finding.state == State::ToCheck) ++summary.to_check;
    if (*finding.p <= alpha) ++summary.at_level;
    const auto bin = static_cast<std::size_t>(*finding.p * static_cast<double>(kBins));
    ++summary.histogram[std::min(bin, kBins - 1)];
}

}  // namespace

std::vector<StatisticSummary> summarise(std::span<const PersonFinding> findings, double alpha) {
    std::map<Statistic, StatisticSummary> by_statistic;
    for (const PersonFinding& finding : findings) {
        auto& summary = by_statistic[finding.statistic];
        summary.statistic = finding.statistic;
        count(summary, finding, alpha);
    }
    std::vector<StatisticSummary> summaries;
    summaries.reserve(by_statistic.size());
    for (const auto& [statistic, summary] : by_statistic)
        summaries.push_back(summary);
    return summaries;
}

std::vector<StatisticSummary> summarise(std::span<const ComparedPair> pairs, double alpha) {
    std::vector<StatisticSummary> summaries;
    if (pairs.empty()) return summaries;
    for (const Statistic statistic : {Statistic::Omega, Statistic::Gbt, Statistic::M4}) {
        StatisticSummary summary{.statistic = statistic};
        for (const ComparedPair& pair : pairs)
            count(summary, finding_of(pair, statistic, alpha), alpha);
        summaries.push_back(summary);
    }
    return summaries;
}

}  // namespace probant::engine::forensics
