// engine/items/presentation.h: in which order this candidate sees the options.
//
// Role        Derived from (seed, draw) alone: the journal never stores a shuffle, replay finds it
//             again. A `fixed` question keeps the order of its file.
// Invariants  Each list is a permutation of the item's. An `order` question is never shown already
//             in its right order.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "engine/bank/item.h"
#include "engine/items/response.h"
#include "engine/session/ids.h"

namespace probant::engine {

/// At each place of the page, which option of the bank.
struct Presentation {
    std::vector<OptionId> options{};
    std::vector<OptionId> left{};
    std::vector<OptionId> right{};
    friend bool operator==(const Presentation&, const Presentation&) = default;
};

[[nodiscard]] Presentation present(const Item& item, Seed seed, DrawNumber draw);

/// ENSUREs the response names places that exist: ask fits() first.
[[nodiscard]] Response to_bank(const Presentation& presentation, const ShownResponse& response);
[[nodiscard]] ShownResponse to_shown(const Presentation& presentation, const Response& response);

}  // namespace probant::engine
