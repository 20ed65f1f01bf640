// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/proctoring_order.h"

namespace probant::engine {

std::optional<std::string> fault_of(const ProctoringOrder& order) {
    const bool on = !order.rules.empty() || order.identity;
    if (on && order.legal_basis.empty())
        return "a session with a camera names its legal basis: write it in legal_basis";
    if (order.identity && order.identity_decision.empty())
        return "identity needs the authority's decision in writing: name it in identity_decision";
    if (order.legal_basis.size() > kLegalTextMax || order.identity_decision.size() > kLegalTextMax)
        return "a legal basis or a decision is at most 2000 bytes: write its reference only";
    if (order.retention_days > kRetentionDaysMost)
        return "stills are kept at most 730 days: lower retention_days";
    return fault_of(order.thresholds);
}

RuleSet rules_for(const ProctoringOrder& order, const Exemptions& exemptions) {
    RuleSet rules = order.rules;
    rules.set(ProctoringRule::Identity, order.identity);
    if (exemptions.screen_reader) rules.set(ProctoringRule::LookingAway, false);
    if (exemptions.companion) rules.set(ProctoringRule::ExtraFace, false);
    return rules;
}

}  // namespace probant::engine
