// engine/scoring/enough.h: has a training seen enough of its competences?
//
// Role        The stop rules of a package, asked after each answer: every competence of the
//             training must satisfy them, by what the second-order model knows of it. What is
//             published afterwards is judged by the same figures.
// Invariants  Never in a certification, whose length is fixed; never before the least answers.
// Threads     Free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/adaptive/test_state.h"
#include "engine/bank/content.h"
#include "engine/time/instant.h"

namespace probant::engine {

/// `active` is the time that ran for the candidate.
[[nodiscard]] bool has_seen_enough(const TestState& state, const Content& content, Duration active);

}  // namespace probant::engine
