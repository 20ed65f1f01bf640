// engine/adaptive/eligibility.h: which items may follow, so that a complete test still exists.
//
// Role        The blueprint's judge. Bars what was drawn with its tube and its enemies, counts what
//             each competence still needs, and proves that what is left can still fill it.
// Exactness   Tubes belong to one competence, so without enemies the proof is a count. Enemies tie
//             competences together: items without an available enemy are a free choice (taking one
//             never hurts), only what is still short of them is searched, exactly, up to
//             kSearchStepsMax; past it the item is refused rather than believed.
// Invariants  An item that allows() accepts breaks no rule. When faulty questions have already made
//             a complete test impossible, the largest one still possible is asked for instead.
// Threads     A value made for one draw.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/adaptive/test_state.h"
#include "engine/bank/rules.h"

namespace probant::engine {

/// A search this long means a bank tied in knots; bank-check shows it before any exam does.
constexpr std::uint32_t kSearchStepsMax = 20000;

class Eligibility {
public:
    /// `withheld`: by item, what this candidate may not be given at all; empty for nothing.
    Eligibility(const TestState& state,
                const Pool& pool,
                const Blueprint& blueprint,
                std::span<const char> withheld = {});

    /// May this item be drawn now?
    [[nodiscard]] bool allows(ItemNumber item) const;

    /// All that may be drawn now, ascending.
    [[nodiscard]] std::vector<ItemNumber> eligible() const;

    /// Whether a complete test can still be made from here.
    [[nodiscard]] bool completes() const { return completes_; }

private:
    using Needs = std::array<std::uint32_t, kCompetences>;

    void bar(ItemNumber item);
    void count_needs(const TestState& state);
    void lower_needs();
    [[nodiscard]] bool is_plentiful() const;
    [[nodiscard]] bool has_peaceful_item(TubeNumber tube) const;
    [[nodiscard]] bool leaves_a_test(ItemNumber item) const;

    const Pool& pool_;
    const Blueprint& blueprint_;
    bool withholds_;
    std::vector<char> barred_;
    std::vector<char> tube_barred_;
    Needs needs_{};
    bool completes_{true};
    bool plentiful_{};
};

/// Can a complete test be made from nothing, with this pool and this blueprint?
[[nodiscard]] bool has_complete_test(const Pool& pool,
                                     const Blueprint& blueprint,
                                     std::span<const char> withheld = {});

}  // namespace probant::engine
