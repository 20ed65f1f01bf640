// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/rule.h"

namespace probant::engine {

std::string_view name_of(ProctoringRule rule) {
    switch (rule) {
        case ProctoringRule::FaceAbsent:
            return "face_absent";
        case ProctoringRule::ExtraFace:
            return "extra_face";
        case ProctoringRule::LookingAway:
            return "looking_away";
        case ProctoringRule::Covered:
            return "covered";
        case ProctoringRule::TooDark:
            return "too_dark";
        case ProctoringRule::Blurred:
            return "blurred";
        case ProctoringRule::Frozen:
            return "frozen";
        case ProctoringRule::Looped:
            return "looped";
        case ProctoringRule::Identity:
            return "identity";
        case ProctoringRule::Object:
            return "object";
    }
    return {};
}

std::optional<ProctoringRule> rule_named(std::string_view name) {
    for (const auto rule : kProctoringRules)
        if (name_of(rule) == name) return rule;
    return std::nullopt;
}

}  // namespace probant::engine
