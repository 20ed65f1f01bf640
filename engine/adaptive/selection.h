// engine/adaptive/selection.h: which question comes next.
//
// Role        Without a blueprint and without a cap: maximum information at the estimate. With
//             either: the item of the best merit, among those after which a complete test still
//             exists and that no cap refuses. Near ties are drawn from (seed, draw).
// Merit       What the item is worth (Worth) on average over what is known of the ability, less its
//             price, less what its competence would be worth to somebody who knew the ability: a
//             competence whose best items are the same for all abilities in question is asked now,
//             one that turns on the ability waits until it is known. Learning counts a little more
//             while many questions are left to profit from it.
// Invariants  Pure: the same state, pool, rules, use, seed and draw give the same selection on any
//             machine. No rule of the blueprint is ever traded for information.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>

#include "crypto/base/result.h"
#include "engine/adaptive/pool.h"
#include "engine/adaptive/test_state.h"
#include "engine/bank/rules.h"
#include "engine/session/ids.h"

namespace probant::engine {

class Exposure;

/// Where the chance of one draw comes from.
struct Chance {
    Seed seed{};
    DrawNumber draw{};
};

/// What is known of the candidate and of the room besides the answers.
struct Surroundings {
    std::span<const char> withheld{};  ///< by item: not for this candidate; empty for nothing
    std::span<const char> worn{};      ///< by item: it was seen too often; empty for none
    const Exposure* exposure{};        ///< how worn the items are; none: no cap
    // Of a sitting in a room, in the place of an Exposure; empty for none.
    std::span<const std::uint32_t> uses{};  ///< by item: how often it was given
    std::span<const float> prices{};        ///< by item: what giving it costs
};

struct Selection {
    ItemNumber item{};
    std::int64_t theta_micro{};  ///< the estimate that chose it
    std::int64_t se_micro{};
    std::uint32_t candidates{};  ///< near ties the draw was made among, itself included
    std::uint32_t eligible{};    ///< items that every rule allowed; 0 where they were not counted
    bool cap_exceeded{};         ///< every item allowed was worn out: one was given all the same
    friend bool operator==(const Selection&, const Selection&) = default;
};

enum class NoItem {
    TestComplete,  ///< the blueprint's length is reached
    NoneEligible,  ///< no item may follow: the sitting goes on with one question fewer
};

[[nodiscard]] Result<Selection, NoItem> select_next(const TestState& state,
                                                    const Pool& pool,
                                                    const SelectionRules& rules,
                                                    const Chance& chance,
                                                    const Surroundings& surroundings = {});

}  // namespace probant::engine
