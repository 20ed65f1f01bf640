// engine/adaptive/selection.h: which question comes next.
//
// Role        Maximum information at the estimate, among the items after which a complete test
//             still exists; near ties are drawn from (seed, draw), ties go to the lowest number.
// Invariants  Pure: the same state, pool, rules, seed and draw give the same selection on any
//             machine. No rule of the blueprint is ever traded for information.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "crypto/base/result.h"
#include "engine/adaptive/pool.h"
#include "engine/adaptive/test_state.h"
#include "engine/bank/content.h"
#include "engine/bank/rules.h"
#include "engine/session/ids.h"

namespace probant::engine {

/// Where the chance of one draw comes from.
struct Chance {
    Seed seed{};
    DrawNumber draw{};
};

struct Selection {
    ItemNumber item{};
    std::int64_t theta_micro{};  ///< the estimate that chose it
    std::int64_t se_micro{};
    std::uint32_t candidates{};  ///< near ties the draw was made among, itself included
    friend bool operator==(const Selection&, const Selection&) = default;
};

enum class NoItem {
    TestComplete,  ///< the blueprint's length is reached
    NoneEligible,  ///< no item may follow: the sitting goes on with one question fewer
};

[[nodiscard]] Result<Selection, NoItem> select_next(const TestState& state,
                                                    const Pool& pool,
                                                    const SelectionRules& rules,
                                                    const Chance& chance);

/// The same with a package's own pool and rules.
[[nodiscard]] Result<Selection, NoItem> select_next(const TestState& state,
                                                    const Content& content,
                                                    const Chance& chance);

}  // namespace probant::engine
