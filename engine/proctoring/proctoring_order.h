// engine/proctoring/proctoring_order.h: what an authority has ordered a camera to look at, and why.
//
// Role        Of one session, in its signed package: off unless said otherwise. Identity is a
//             separate switch that needs a decision in writing. The roster spares a candidate a
//             rule that would be unfair to them.
// Refuses     fault_of(): a camera without a legal basis, identity without its decision.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/proctoring/rule.h"
#include "engine/proctoring/rules.h"

namespace probant::engine {

constexpr std::uint32_t kRetentionDays = 30;       // of stills, after results are final
constexpr std::uint32_t kRetentionDaysMost = 730;  // two years: an appeal is over before
constexpr std::size_t kLegalTextMax = 2000;        // a reference and a sentence, not a law

struct ProctoringOrder {
    RuleSet rules{};                  ///< none: the camera stays closed
    std::string legal_basis{};        ///< shown to the candidate
    bool identity{false};             ///< matching with the face seen at the start
    std::string identity_decision{};  ///< reference of the authority's decision in writing
    std::uint32_t retention_days{kRetentionDays};
    ProctoringRules thresholds{};

    friend bool operator==(const ProctoringOrder&, const ProctoringOrder&) = default;
};

/// What the signed roster says of one candidate.
struct Exemptions {
    bool screen_reader{false};  ///< or low vision: where they look says nothing
    bool companion{false};      ///< somebody is beside them, and may be

    friend bool operator==(const Exemptions&, const Exemptions&) = default;
};

/// What is wrong with an order, in one sentence.
[[nodiscard]] std::optional<std::string> fault_of(const ProctoringOrder& order);

/// The rules that watch this candidate.
[[nodiscard]] RuleSet rules_for(const ProctoringOrder& order, const Exemptions& exemptions);

}  // namespace probant::engine
