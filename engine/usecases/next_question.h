// engine/usecases/next_question.h: which question a sitting is given next, by its package's rules.
//
// Role        A certification is drawn by merit within its blueprint; where its rules limit the
// time, the
//             words or the kinds of questions of a whole test, from a shadow test, for such limits
//             tie the questions together. A training asks equal shares of its competences.
// Invariants  Only live items unless something is withheld. Where faulty questions have left no
// whole test
//             within the limits, the blueprint alone decides: nobody is left without a question.
// Threads     Free function; the room's thread, or a replay's.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/adaptive/selection.h"
#include "engine/bank/content.h"

namespace probant::engine {

[[nodiscard]] Result<Selection, NoItem> next_question(const TestState& state,
                                                      const Content& content,
                                                      const Chance& chance,
                                                      const Surroundings& surroundings = {});

}  // namespace probant::engine
