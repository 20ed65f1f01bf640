// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const Tick& /*command*/, const Asked& asked) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    return Events{Ticked{}};
}

Verdict judge(const RestartCentre& command, const Asked& asked) {
    if (const auto refusal = refuse_unless_open(asked.room)) return Refused{*refusal};
    return Events{CentreRestarted{.wall_gap = command.wall_gap}};
}

}  // namespace probant::engine
