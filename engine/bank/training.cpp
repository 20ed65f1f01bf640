// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/training.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <string>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

/// The questions that may be given, and by which rules.
struct Givable {
    const Bank& bank;
    const Blueprint& blueprint;
    std::span<const char> withheld{};

    [[nodiscard]] bool allows(std::size_t place) const {
        const Item& item = bank.items[place];
        if (item.status != ItemStatus::Live) return false;
        if (!withheld.empty() && withheld[place] != 0) return false;
        return !blueprint.enemies_apart || item.enemies.empty();
    }
};

/// Questions of a competence that can be drawn for certain, whichever tubes are taken away first.
std::uint32_t certain_questions(const Givable& givable,
                                Competence competence,
                                std::uint32_t tubes_away) {
    const auto& [bank, blueprint, withheld] = givable;
    std::map<TubeNumber, std::uint32_t> by_tube;
    for (std::size_t place = 0; place < bank.items.size(); ++place) {
        const Item& item = bank.items[place];
        if (item.competence != competence || !givable.allows(place)) continue;
        auto& count = by_tube[item.tube];
        count = blueprint.tubes_apart ? 1 : count + 1;
    }
    std::vector<std::uint32_t> counts;
    counts.reserve(by_tube.size());
    for (const auto& [tube, count] : by_tube)
        counts.push_back(count);
    if (counts.size() <= tubes_away) return 0;
    std::ranges::sort(counts, std::greater{});
    return std::accumulate(counts.begin() + tubes_away, counts.end(), std::uint32_t{0});
}

}  // namespace

std::uint32_t competence_share(const Rules& rules) {
    ENSURE(!rules.competences.empty());
    const auto competences = static_cast<std::uint32_t>(rules.competences.size());
    return (rules.selection.blueprint.length + competences - 1) / competences;
}

std::vector<BankFault> few_for_training(const Bank& bank,
                                        const Rules& rules,
                                        std::uint32_t reports,
                                        std::span<const char> withheld) {
    std::vector<BankFault> faults;
    const Givable givable{
        .bank = bank, .blueprint = rules.selection.blueprint, .withheld = withheld};
    const auto needed = competence_share(rules);
    for (const Competence competence : rules.competences) {
        const auto found = certain_questions(givable, competence, reports);
        if (found >= needed) continue;
        const auto code = competence.code();
        faults.push_back(
            {.file = "items/" + code + ".json",
             .item = {},
             .field = "tube",
             .what = {.fr = "Ajouter des questions à la compétence " + code + " : " +
                            std::to_string(found) + " sans ennemie sont sûres, " +
                            std::to_string(needed) + " sont demandées à chaque candidat.",
                      .en = "Add questions to competence " + code + ": " + std::to_string(found) +
                            " without an enemy are certain, " + std::to_string(needed) +
                            " are asked of each candidate."}});
    }
    return faults;
}

}  // namespace probant::engine
