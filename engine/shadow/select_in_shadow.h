// engine/shadow/select_in_shadow.h: the next question, one of the best whole test there still is.
//
// Role        Assembles a shadow test for one draw and takes from it the most informative question
//             at the estimate; near ties are drawn from (seed, draw).
// Caps        Items that a cap refuses are left out of the shadow test. Where no test exists
//             without them they come back, and the selection says so if one is given.
// Invariants  Once a complete test was found for a sitting, each of its draws leaves one.
// Threads     Free function; `before` belongs to one sitting.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "engine/adaptive/selection.h"
#include "engine/shadow/shadow_test.h"

namespace probant::engine {

/// What is the same for all draws of a sitting.
struct ShadowExam {
    const Pool& pool;
    const ShadowAssembler& assembler;
    const SelectionRules& rules;
};

/// `before`: the last shadow test of this sitting; the new one is left there.
[[nodiscard]] Result<Selection, NoItem> select_in_shadow(const TestState& state,
                                                         const ShadowExam& exam,
                                                         const Chance& chance,
                                                         const Surroundings& surroundings,
                                                         std::optional<ShadowTest>& before);

}  // namespace probant::engine
