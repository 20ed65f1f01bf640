// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const TakeAlert& command, const Asked& asked) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    if (command.alert.value < 1 || command.alert.value > asked.room.alerts.size())
        return Refused{Refusal::UnknownAlert};
    const auto& alert = asked.room.alerts[command.alert.value - 1];
    if (alert.resolved) return Refused{Refusal::AlertClosed};
    if (alert.taken_by) return Refused{Refusal::AlertTaken};
    return Events{AlertTaken{.alert = command.alert, .by = AccountId{asked.by.id}}};
}

}  // namespace probant::engine
