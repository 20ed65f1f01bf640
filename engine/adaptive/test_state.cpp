// SPDX-License-Identifier: EUPL-1.2
#include "engine/adaptive/test_state.h"

#include <algorithm>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

auto find(TestState& state, ItemNumber item) {
    return std::ranges::find_if(state.given,
                                [item](const GivenItem& given) { return given.item == item; });
}

ItemOutcome outcome_of(const ItemModel& model, Category category) {
    if (category == full_credit(model)) return ItemOutcome::Right;
    return category.value == 0 ? ItemOutcome::Wrong : ItemOutcome::Partly;
}

/// From the start: taking one answer's terms away again would leave other roundings behind.
Likelihood likelihood_of(const TestState& state, const Pool& pool) {
    Likelihood likelihood;
    for (const GivenItem& given : state.given) {
        if (!is_answered(given)) continue;
        add_answer(likelihood, pool.log_likelihood(given.item, given.category));
    }
    return likelihood;
}

}  // namespace

void draw(TestState& state, ItemNumber item) {
    ENSURE(state.given.empty() || state.given.back().outcome != ItemOutcome::Open);
    ENSURE(find(state, item) == state.given.end());
    state.given.push_back({.item = item, .outcome = ItemOutcome::Open, .category = {}});
}

bool is_answered(const GivenItem& given) {
    return given.outcome == ItemOutcome::Right || given.outcome == ItemOutcome::Partly ||
           given.outcome == ItemOutcome::Wrong;
}

void answer(TestState& state, const Pool& pool, ItemNumber item, Category category) {
    ENSURE(!state.given.empty());
    GivenItem& open = state.given.back();
    ENSURE(open.item == item && open.outcome == ItemOutcome::Open);
    add_answer(state.likelihood, pool.log_likelihood(item, category));
    open.outcome = outcome_of(pool.at(item).model, category);
    open.category = category;
}

void answer(TestState& state, const Pool& pool, ItemNumber item, bool right) {
    answer(state, pool, item, right ? full_credit(pool.at(item).model) : Category{0});
}

void set_aside(TestState& state, const Pool& pool, ItemNumber item) {
    const auto given = find(state, item);
    ENSURE(given != state.given.end() && given->outcome != ItemOutcome::SetAside);
    const bool was_answered = is_answered(*given);
    given->outcome = ItemOutcome::SetAside;
    given->category = {};
    if (was_answered) state.likelihood = likelihood_of(state, pool);
}

std::size_t counted(const TestState& state) {
    return static_cast<std::size_t>(
        std::count_if(state.given.begin(), state.given.end(), [](const GivenItem& given) {
            return given.outcome != ItemOutcome::SetAside;
        }));
}

std::size_t answered(const TestState& state) {
    return static_cast<std::size_t>(
        std::count_if(state.given.begin(), state.given.end(), is_answered));
}

}  // namespace probant::engine
