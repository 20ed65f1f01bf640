// engine/proctoring/mute.h: a rule that people keep dismissing falls silent, and says so.
//
// Role        Counts, over a session, the alerts of each rule and what invigilators answered. At
//             kMuteAlerts alerts of which kMuteDismissed were "nothing", the rule mutes itself: an
//             event for the journal and the console. One act undoes it, and counting begins anew.
// Invariants  Covered and frozen never mute: without a picture no other rule sees anything. What a
//             station measures does not change: only what is shown does.
// Refuses     An answer to no alert, undoing what is not muted.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "crypto/base/result.h"
#include "engine/proctoring/rule.h"

namespace probant::engine {

constexpr std::uint32_t kMuteAlerts = 10;      // fewer say nothing of a rule
constexpr std::uint32_t kMuteDismissed = 800;  // per mille of them

/// What an invigilator says of an alert.
enum class AlertAnswer : std::uint8_t { Nothing, Note, Act };

[[nodiscard]] std::string_view name_of(AlertAnswer answer);  ///< "nothing", "note", "act"

// What may be asked, and what follows.

struct AlertRaised {
    ProctoringRule rule{};
    friend bool operator==(const AlertRaised&, const AlertRaised&) = default;
};

struct AlertAnswered {
    ProctoringRule rule{};
    AlertAnswer answer{};
    std::optional<AlertAnswer> instead_of{};  ///< the answer to the same alert that it corrects
    bool set_aside{};  ///< raised before the rule last spoke again: counted, for no muting
    friend bool operator==(const AlertAnswered&, const AlertAnswered&) = default;
};

struct RuleUnmuted {
    ProctoringRule rule{};
    friend bool operator==(const RuleUnmuted&, const RuleUnmuted&) = default;
};

struct RuleMuted {
    ProctoringRule rule{};
    std::uint32_t alerts{};   ///< counted
    std::uint32_t nothing{};  ///< of them
    friend bool operator==(const RuleMuted&, const RuleMuted&) = default;
};

using MuteCommand = std::variant<AlertRaised, AlertAnswered, RuleUnmuted>;
using MuteEvent = std::variant<AlertRaised, AlertAnswered, RuleUnmuted, RuleMuted>;

enum class MuteRefusal : std::uint8_t { NoSuchAlert, NoSuchAnswer, NotMuted };

[[nodiscard]] std::string_view name_of(MuteRefusal refusal);

/// Of one rule, in one session.
struct RuleAnswers {
    std::uint32_t alerts{};
    std::array<std::uint32_t, 3> answers{};  ///< by AlertAnswer
    std::uint32_t alerts_before{};           ///< those that an undoing has set aside
    std::uint32_t nothing_before{};
    bool muted{};

    friend bool operator==(const RuleAnswers&, const RuleAnswers&) = default;
};

struct Mutes {
    std::array<RuleAnswers, kProctoringRules.size()> rules{};

    [[nodiscard]] const RuleAnswers& of(ProctoringRule rule) const {
        return rules.at(place_of(rule));
    }

    friend bool operator==(const Mutes&, const Mutes&) = default;
};

[[nodiscard]] constexpr bool may_mute(ProctoringRule rule) {
    return rule != ProctoringRule::Covered && rule != ProctoringRule::Frozen;
}

/// An alert of a rule that is muted is shown to nobody, and counted nowhere: no event.
[[nodiscard]] Result<std::vector<MuteEvent>, MuteRefusal> decide(const Mutes& mutes,
                                                                 const MuteCommand& command);

/// ENSUREs what decide() promises.
[[nodiscard]] Mutes evolve(Mutes mutes, const MuteEvent& event);

}  // namespace probant::engine
