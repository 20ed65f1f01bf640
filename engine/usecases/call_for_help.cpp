// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const CallForHelp& command, const Asked& asked) {
    const auto candidate = open_candidate(asked, command.candidate);
    if (!candidate) return Refused{candidate.error()};
    const bool waiting = std::ranges::any_of(asked.room.alerts, [&](const Alert& alert) {
        return alert.candidate == command.candidate && alert.kind == AlertKind::Help &&
               !alert.resolved;
    });
    if (waiting) return Refused{Refusal::AlreadyAsked};
    const AlertNumber alert{static_cast<std::uint32_t>(asked.room.alerts.size()) + 1};
    return Events{
        AlertOpened{.alert = alert, .candidate = command.candidate, .kind = AlertKind::Help}};
}

}  // namespace probant::engine
