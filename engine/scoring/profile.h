// engine/scoring/profile.h: domains and competences beside the whole, by a second-order model.
//
// Role        A competence's ability is theta + its domain's deviation + its own deviation, all
//             normal; the variances come with the rules and are never fitted to one candidate. The
//             answers are weighed together: the mode by Newton's method, the uncertainty from the
//             curvature there (22 unknowns, a concave function: one mode).
// Invariants  A bounded number of steps in a fixed order: the same bits on any machine.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>

#include "engine/adaptive/pool.h"
#include "engine/adaptive/test_state.h"
#include "engine/bank/rules.h"

namespace probant::engine {

/// A quantity and the SD of what is not known of it.
struct Spread {
    double mean{};
    double sd{};
};

struct CompetenceProfile {
    Spread ability{};              ///< theta + domain deviation + own deviation
    double reliability{};          ///< of the deviation: 1 - posterior variance / prior variance
    double ability_reliability{};  ///< the same of the ability itself
};

struct Profile {
    std::array<Spread, kDomains> domains{};  ///< the domain less the mean of the four others
    std::array<CompetenceProfile, kCompetences> competences{};
};

[[nodiscard]] Profile profile_of(const TestState& state, const Pool& pool, const Rules& rules);

}  // namespace probant::engine
