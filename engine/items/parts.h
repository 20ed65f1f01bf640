// engine/items/parts.h: how much of a response is right, counted in parts.
//
// Role        What a table of credit counts (docs/BANK.md). Of several choices: the right options
//             chosen, less the wrong ones. Of an order: the pairs of options that stand in the
//             right order, whatever lies between them. Of a match: the pairs that go together.
// Invariants  0 <= right_parts() <= all_parts(). A response that fits its question has all its
// parts
//             right when, and only when, it is right.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "engine/bank/item.h"
#include "engine/items/response.h"

namespace probant::engine {

/// The parts of the right response; 0 for a key that has none: it is met or not.
[[nodiscard]] std::uint32_t all_parts(const Key& key);

/// A passed question, and a response of another kind than the key, have none right.
[[nodiscard]] std::uint32_t right_parts(const Key& key, const Response& response);

/// Parts that come to somebody who knows nothing: every option chosen, half of an order's pairs
/// (what a shuffle has right on average), one pair of a match (the same). They deserve no credit.
[[nodiscard]] std::uint32_t blind_parts(const Item& item);

}  // namespace probant::engine
