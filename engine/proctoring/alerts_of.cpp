// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/alerts_of.h"

#include <algorithm>
#include <tuple>

#include "engine/proctoring/watch.h"

namespace probant::engine {

std::vector<ProctoringAlert> alerts_of(std::span<const ObservationBatch> batches,
                                       const ProctoringRules& rules,
                                       RuleSet on) {
    std::vector<const ObservationBatch*> ordered;
    for (const auto& batch : batches)
        if (!batch.observations.empty()) ordered.push_back(&batch);
    if (ordered.empty()) return {};
    std::ranges::sort(ordered, {}, [](const ObservationBatch* batch) {
        const auto& first = batch->observations.front();
        return std::tuple{batch->opening, first.at, first.sequence, batch->observations.size()};
    });

    std::vector<ProctoringAlert> alerts;
    const auto apply_all = [&](const std::vector<AlertChange>& changes) {
        for (const auto& change : changes)
            apply(alerts, change);
    };
    Watch watch(rules, on, ordered.front()->opening);
    for (const auto* batch : ordered) {
        if (batch->opening != watch.opening()) {
            apply_all(watch.pause());
            watch.resume(batch->opening);
        }
        for (const auto& observation : batch->observations)
            apply_all(watch.see(observation));
    }
    apply_all(watch.pause());
    return alerts;
}

}  // namespace probant::engine
