// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/violations.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace probant::engine::quality {
namespace {

std::optional<UnevenCompetence> uneven_competence(const Pool& pool,
                                                  const RunSitting& sitting,
                                                  std::uint32_t wanted) {
    std::array<std::uint32_t, kCompetences> counts{};
    for (const ItemNumber item : sitting.items)
        ++counts.at(pool.at(item).competence.index);
    for (std::uint32_t n = 0; n < kCompetences; ++n) {
        if (counts.at(n) != wanted)
            return UnevenCompetence{.competence = Competence::at(n), .given = counts.at(n)};
    }
    return std::nullopt;
}

std::optional<SharedTube> shared_tube(const Pool& pool, const RunSitting& sitting) {
    std::map<TubeNumber, ItemNumber> first;
    for (const ItemNumber item : sitting.items) {
        const auto [at, fresh] = first.emplace(pool.at(item).tube, item);
        if (!fresh) return SharedTube{.one = at->second, .other = item};
    }
    return std::nullopt;
}

std::optional<MetEnemies> met_enemies(const Pool& pool, const RunSitting& sitting) {
    for (const ItemNumber item : sitting.items) {
        for (const ItemNumber enemy : pool.at(item).enemies) {
            if (std::ranges::find(sitting.items, enemy) != sitting.items.end())
                return MetEnemies{.one = item, .other = enemy};
        }
    }
    return std::nullopt;
}

}  // namespace

Violations violations_of(const Pool& pool, const Run& run, const Blueprint& blueprint) {
    Violations violations;
    const auto note = [&](std::size_t& count, std::size_t place, const auto& found) {
        if (!found) return;
        ++count;
        if (violations.first.size() < kViolationsNamed)
            violations.first.push_back({.sitting = place, .what = *found});
    };
    for (std::size_t place = 0; place < run.sittings.size(); ++place) {
        const RunSitting& sitting = run.sittings[place];
        if (blueprint.per_competence) {
            note(violations.competence,
                 place,
                 uneven_competence(pool, sitting, *blueprint.per_competence));
        }
        if (blueprint.tubes_apart) note(violations.tube, place, shared_tube(pool, sitting));
        if (blueprint.enemies_apart) note(violations.enemy, place, met_enemies(pool, sitting));
    }
    return violations;
}

}  // namespace probant::engine::quality
