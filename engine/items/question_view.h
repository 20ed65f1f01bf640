// engine/items/question_view.h: what the page is told of a question, and nothing more.
//
// Role        {"interaction", "partial", "prompt", "blocks":[…], "options":["…"], "left", "right",
// "unit"}
//             (docs/PROTOCOL.md): options are texts in the order of their places, media are named
//             by their digest.
// Invariants  No id of an item or option, no tube, level, parameter, key or rationale is inside.
//             `partial` is said of a whole kind of question in this bank: of one question, it would
//             tell that its key has several parts.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/canonical_json.h"
#include "engine/bank/bank.h"
#include "engine/items/presentation.h"

namespace probant::engine {

[[nodiscard]] json::Value render_question(const Bank& bank,
                                          const Item& item,
                                          const Presentation& presentation,
                                          Language language);

}  // namespace probant::engine
