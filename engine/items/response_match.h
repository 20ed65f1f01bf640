// engine/items/response_match.h: is this response right?
//
// Role        The only judge of responses: live, at replay and in the registry.
// Invariants  Passing is wrong. A response of another kind than the key is wrong. No partial
//             credit.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/bank/item.h"
#include "engine/items/response.h"

namespace probant::engine {

[[nodiscard]] bool is_right(const Item& item, const Response& response);

}  // namespace probant::engine
