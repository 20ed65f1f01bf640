// engine/adaptive/test_state.h: one candidate's adaptive test so far.
//
// Role        The part of a sitting that measures: which items were drawn, how each ended, and the
//             likelihood they add up to. The sitting embeds it and folds its events into it.
// Invariants  An item is drawn at most once; at most one item is open (drawn, not yet answered nor
//             set aside), the last. The likelihood is that of the answered items, in order.
// Threads     A value; the functions below change only the one they are given.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/adaptive/posterior.h"
#include "engine/bank/ids.h"

namespace probant::engine {

/// Right earns full credit, Wrong none, Partly something between.
enum class ItemOutcome { Open, Right, Partly, Wrong, SetAside };

struct GivenItem {
    ItemNumber item{};
    ItemOutcome outcome{ItemOutcome::Open};
    Category category{};  ///< what was earned; 0 unless Right or Partly
    friend bool operator==(const GivenItem&, const GivenItem&) = default;
};

struct TestState {
    std::vector<GivenItem> given{};  ///< in the order they were drawn
    Likelihood likelihood{};
    friend bool operator==(const TestState&, const TestState&) = default;
};

/// ENSUREs that no item is open and that this one was never drawn.
void draw(TestState& state, ItemNumber item);

/// ENSUREs that this item is the open one, and has this category.
void answer(TestState& state, const Pool& pool, ItemNumber item, Category category);

/// The same with full credit or none.
void answer(TestState& state, const Pool& pool, ItemNumber item, bool right);

[[nodiscard]] bool is_answered(const GivenItem& given);

/// A question found faulty, open or answered: it stays barred with its tube and its enemies, but
/// counts neither in the blueprint nor in the estimate. ENSUREs it was drawn and not set aside.
void set_aside(TestState& state, const Pool& pool, ItemNumber item);

/// Questions that count towards the length: drawn and not set aside, the open one included.
[[nodiscard]] std::size_t counted(const TestState& state);

/// Questions answered, however well, and not set aside.
[[nodiscard]] std::size_t answered(const TestState& state);

}  // namespace probant::engine
