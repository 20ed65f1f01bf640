// SPDX-License-Identifier: EUPL-1.2
#include "engine/scoring/enough.h"

#include <algorithm>

#include "engine/adaptive/stop.h"
#include "engine/scoring/profile.h"

namespace probant::engine {

bool has_seen_enough(const TestState& state, const Content& content, Duration active) {
    const Rules& rules = content.rules;
    if (rules.stopping.kind == StopKind::Length) return false;
    constexpr double kMsPerSecond = 1000.0;
    const double seconds = static_cast<double>(active.count()) / kMsPerSecond;
    const StopRules stop = stop_rules_of(rules);
    const Profile profile = profile_of(state, content.pool, rules);
    return std::ranges::all_of(rules.competences, [&](Competence competence) {
        const Spread& ability = profile.competences.at(competence.index).ability;
        return should_stop(stop,
                           state,
                           content.pool,
                           {.score = {.mean = ability.mean, .sd = ability.sd}, .seconds = seconds});
    });
}

}  // namespace probant::engine
