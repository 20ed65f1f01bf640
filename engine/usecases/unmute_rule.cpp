// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const UnmuteRule& command, const Asked& asked) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    if (!asked.room.mutes.of(command.rule).muted) return Refused{Refusal::RuleNotMuted};
    return Events{RuleUnmuted{.rule = command.rule}};
}

}  // namespace probant::engine
