// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const ResolveAlert& command, const Asked& asked) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    if (command.alert.value < 1 || command.alert.value > asked.room.alerts.size())
        return Refused{Refusal::UnknownAlert};
    const auto& alert = asked.room.alerts[command.alert.value - 1];
    if (alert.resolved) return Refused{Refusal::AlertClosed};
    // A reported question keeps a candidate waiting: only a decision on it lets the test go on.
    if (alert.kind == AlertKind::Report) return Refused{Refusal::ReportUndecided};
    if (alert.camera) return Refused{Refusal::AnswerInstead};
    return Events{AlertResolved{.alert = command.alert}};
}

}  // namespace probant::engine
