// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/alert.h"

#include <algorithm>

namespace probant::engine {

std::string_view name_of(ProctoringState state) {
    switch (state) {
        case ProctoringState::Ok:
            return "ok";
        case ProctoringState::ToCheck:
            return "to_check";
        case ProctoringState::CouldNotTell:
            return "could_not_tell";
    }
    return {};
}

std::optional<std::int64_t> figure(const ProctoringAlert& alert, std::string_view name) {
    const auto found = std::ranges::find(alert.evidence, name, &Evidence::name);
    if (found == alert.evidence.end()) return std::nullopt;
    return found->value;
}

void apply(std::vector<ProctoringAlert>& alerts, const AlertChange& change) {
    const auto same = std::ranges::find(alerts, change.alert.number, &ProctoringAlert::number);
    if (same == alerts.end()) {
        alerts.push_back(change.alert);
        return;
    }
    *same = change.alert;
}

}  // namespace probant::engine
