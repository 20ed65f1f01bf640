// engine/items/response_match.h: what does this response earn?
//
// Role        The only judge of responses: live, at replay and in the registry.
// Invariants  Passing earns nothing, and so does a response of another kind than the key. Full
//             credit is for the right response alone; part of it, only where the question has a
//             table of credit.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/bank/item.h"
#include "engine/items/response.h"
#include "engine/models/item_model.h"

namespace probant::engine {

[[nodiscard]] bool is_right(const Item& item, const Response& response);

/// 0 to the number of steps of the question's table; without one, 1 when right.
[[nodiscard]] Category credit_of(const Item& item, const Response& response);

}  // namespace probant::engine
