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

namespace {

constexpr Duration kSittingMost{std::chrono::hours{24}};
constexpr std::uint64_t kSequenceMost = (std::uint64_t{1} << 53U) - 1;  // exact in any JSON

bool is_plain(const Evidence& figure) {
    const auto is_of_a_name = [](char one) { return one == '_' || (one >= 'a' && one <= 'z'); };
    return !figure.name.empty() && figure.name.size() <= kEvidenceNameMost &&
           std::ranges::all_of(figure.name, is_of_a_name) &&
           figure.value >= -kSittingMost.count() && figure.value <= kSittingMost.count();
}

}  // namespace

bool is_plain(const ProctoringAlert& alert) {
    return alert.number >= 1 && alert.opening < kOpeningsMost &&
           alert.state != ProctoringState::Ok && alert.start >= Duration::zero() &&
           alert.start <= alert.end && alert.end <= kSittingMost &&
           alert.still.at >= Duration::zero() && alert.still.at <= kSittingMost &&
           alert.still.sequence <= kSequenceMost && alert.evidence.size() <= kEvidenceMost &&
           std::ranges::all_of(alert.evidence, [](const Evidence& one) { return is_plain(one); });
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
