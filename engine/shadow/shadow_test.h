// engine/shadow/shadow_test.h: the best whole test that holds what was drawn, for each draw.
//
// Role        Van der Linden's shadow test. Before each draw a complete test is assembled that
//             obeys every rule, holds all that was drawn and informs most at the estimate; the
//             next question is one of it. As a complete test exists at every moment, no rule is
//             ever broken, whatever is answered.
// How         Budgets and types are priced (Lagrange); for given prices what is left is a nest of
//             counts, tube in competence in domain in test, which a greedy assembles exactly. The
//             prices are found by subgradient steps. Enemies, and the last step to within a budget,
//             are a greedy's: the bound below says what they may have cost.
// Bound       Every set of prices bounds what any test may inform: `bound` is the least of them. It
//             is never below the linear programme's optimum, so `information / bound` is a proof.
// Invariants  A test that is returned obeys every rule. Deterministic.
// Threads     A value, made for one candidate.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/shadow/constraints.h"

namespace probant::engine {

struct ShadowTest {
    std::vector<ItemNumber> items{};  ///< what was drawn first, then the rest, ascending
    double information{};             ///< of the whole test
    double bound{};                   ///< no test that holds what was drawn informs more
    std::vector<double> prices{};     ///< of the limits: where the next assembly may begin
};

/// What is asked of one assembly.
struct ShadowAsk {
    std::span<const ItemNumber> drawn{};
    std::span<const double> information{};  ///< by item, what it would be worth now; never negative
    std::span<const char> barred{};         ///< by item: not to be taken; empty: none
    std::span<const double> prices{};       ///< of the draw before; empty: none
};

class ShadowAssembler {
public:
    /// `costs`: by item. Both outlive the assembler.
    ShadowAssembler(const Pool& pool,
                    const std::vector<ItemCost>& costs,
                    const Constraints& constraints);

    /// Nothing when no complete test is found: then `before`, the last one that was, still stands.
    [[nodiscard]] std::optional<ShadowTest> assemble(const ShadowAsk& ask) const;

private:
    const Pool& pool_;
    const std::vector<ItemCost>& costs_;
    const Constraints& constraints_;
    std::vector<std::uint32_t> type_of_;  ///< by item, a place in type_most_; beyond it: no limit
    std::vector<std::uint32_t> type_most_;
};

}  // namespace probant::engine
