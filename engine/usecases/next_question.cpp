// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/next_question.h"

#include <array>
#include <optional>
#include <vector>

#include "engine/bank/training.h"
#include "engine/shadow/select_in_shadow.h"

namespace probant::engine {
namespace {

/// In a training: what is of another competence, or of one that has had its share.
std::vector<char> withheld_in_training(const TestState& state, const Content& content) {
    std::array<std::uint32_t, kCompetences> left{};
    for (const Competence competence : content.rules.competences)
        left.at(competence.index) = competence_share(content.rules);
    for (const GivenItem& given : state.given) {
        if (given.outcome != ItemOutcome::SetAside)
            --left.at(content.pool.competence_index(given.item));
    }
    std::vector<char> withheld;
    withheld.reserve(content.pool.size());
    for (const std::uint32_t competence : content.pool.competence_indexes())
        withheld.push_back(left.at(competence) == 0 ? 1 : 0);
    return withheld;
}

Result<Selection, NoItem> within_limits(const TestState& state,
                                        const Content& content,
                                        const Constraints& constraints,
                                        const Chance& chance,
                                        const Surroundings& surroundings) {
    const auto& rules = content.rules.selection;
    const ShadowAssembler assembler(content.pool, content.costs, constraints);
    // Made anew for each draw: what it is made from is in the journal, a shadow test is not.
    std::optional<ShadowTest> shadow;
    const auto next =
        select_in_shadow(state,
                         {.pool = content.pool, .assembler = assembler, .rules = rules},
                         chance,
                         surroundings,
                         shadow);
    if (next || next.error() == NoItem::TestComplete) return next;
    return select_next(state, content.pool, rules, chance, surroundings);
}

}  // namespace

Result<Selection, NoItem> next_question(const TestState& state,
                                        const Content& content,
                                        const Chance& chance,
                                        const Surroundings& surroundings) {
    const auto& rules = content.rules;
    Surroundings around = surroundings;
    if (around.withheld.empty()) around.withheld = content.withheld;
    if (content.constraints)
        return within_limits(state, content, *content.constraints, chance, around);
    if (rules.purpose != Purpose::Training)
        return select_next(state, content.pool, rules.selection, chance, around);
    auto withheld = withheld_in_training(state, content);
    for (std::size_t item = 0; item < around.withheld.size(); ++item)
        withheld[item] = static_cast<char>(withheld[item] | around.withheld[item]);
    around.withheld = withheld;
    return select_next(state, content.pool, rules.selection, chance, around);
}

}  // namespace probant::engine
