// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/violations.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "crypto/base/ensure.h"

namespace probant::engine::quality {
namespace {

constexpr CountRange kAnyNumber{};

/// What one sitting is held against.
struct Judging {
    const Pool& pool;
    const JudgedRules& rules;
    const RunSitting& sitting;

    /// A test that ended early may still have owed something.
    [[nodiscard]] bool keeps(CountRange range, std::uint32_t given) const {
        const bool owes = !rules.may_end_early || rules.constraints.length == 0 ||
                          sitting.items.size() >= rules.constraints.length;
        return given <= range.most && (!owes || given >= range.least);
    }
};

std::optional<Broken> wrong_length(const Judging& judging) {
    const std::uint32_t wanted = judging.rules.constraints.length;
    const std::size_t given = judging.sitting.items.size();
    const bool is_short = given < wanted && !judging.rules.may_end_early;
    if (!is_short && given <= wanted) return std::nullopt;
    return WrongLength{.given = given};
}

std::optional<Broken> uneven_competence(const Judging& judging) {
    std::array<std::uint32_t, kCompetences> counts{};
    for (const ItemNumber item : judging.sitting.items)
        ++counts.at(judging.pool.at(item).competence.index);
    for (std::uint32_t n = 0; n < kCompetences; ++n) {
        if (!judging.keeps(judging.rules.constraints.competence, counts.at(n)))
            return UnevenCompetence{.competence = Competence::at(n), .given = counts.at(n)};
    }
    return std::nullopt;
}

std::optional<Broken> uneven_domain(const Judging& judging) {
    std::array<std::uint32_t, kDomains> counts{};
    for (const ItemNumber item : judging.sitting.items)
        ++counts.at(judging.rules.costs[item.value].domain - 1);
    for (std::uint32_t n = 0; n < kDomains; ++n) {
        if (!judging.keeps(judging.rules.constraints.domains.at(n), counts.at(n)))
            return UnevenDomain{.domain = n + 1, .given = counts.at(n)};
    }
    return std::nullopt;
}

std::optional<Broken> shared_tube(const Judging& judging) {
    std::map<TubeNumber, std::vector<ItemNumber>> given;
    for (const ItemNumber item : judging.sitting.items) {
        auto& tube = given[judging.pool.at(item).tube];
        tube.push_back(item);
        if (tube.size() > judging.rules.constraints.tube_most)
            return SharedTube{.one = tube.front(), .other = item};
    }
    return std::nullopt;
}

std::optional<Broken> met_enemies(const Judging& judging) {
    const auto& items = judging.sitting.items;
    for (const ItemNumber item : items) {
        for (const ItemNumber enemy : judging.pool.at(item).enemies) {
            if (std::ranges::find(items, enemy) != items.end())
                return MetEnemies{.one = item, .other = enemy};
        }
    }
    return std::nullopt;
}

double sum_of(const Judging& judging, double ItemCost::*part) {
    const auto& items = judging.sitting.items;
    return std::accumulate(items.begin(), items.end(), 0.0, [&](double sum, ItemNumber item) {
        return sum + judging.rules.costs[item.value].*part;
    });
}

/// The order of a sum may change its last digits.
bool is_over(double sum, double most) {
    constexpr double kRounding = 1e-9;
    return sum > most * (1 + kRounding);
}

std::optional<Broken> seconds_spent(const Judging& judging) {
    const double seconds = sum_of(judging, &ItemCost::seconds);
    if (!is_over(seconds, judging.rules.constraints.seconds.value_or(seconds))) return std::nullopt;
    return SecondsSpent{.seconds = seconds};
}

std::optional<Broken> words_spent(const Judging& judging) {
    const double words = sum_of(judging, &ItemCost::words);
    if (!is_over(words, judging.rules.constraints.words.value_or(words))) return std::nullopt;
    return WordsSpent{.words = words};
}

std::optional<Broken> too_many_of_type(const Judging& judging) {
    for (const auto& [type, most] : judging.rules.constraints.type_most) {
        const auto given = static_cast<std::uint32_t>(
            std::ranges::count_if(judging.sitting.items, [&, &name = type](ItemNumber item) {
                return judging.rules.costs[item.value].type == name;
            }));
        if (given > most) return TooManyOfType{.type = type, .given = given};
    }
    return std::nullopt;
}

std::optional<Broken> foreign_item(const Judging& judging) {
    const auto at = std::ranges::find_if(judging.sitting.items, [&](ItemNumber item) {
        return judging.rules.is_foreign[item.value] != 0;
    });
    if (at == judging.sitting.items.end()) return std::nullopt;
    return ForeignItem{.item = *at};
}

std::optional<Broken> broken(const Judging& judging, Rule rule) {
    switch (rule) {
        case Rule::Length:
            return wrong_length(judging);
        case Rule::Competence:
            return uneven_competence(judging);
        case Rule::Domain:
            return uneven_domain(judging);
        case Rule::Tube:
            return shared_tube(judging);
        case Rule::Enemy:
            return met_enemies(judging);
        case Rule::Seconds:
            return seconds_spent(judging);
        case Rule::Words:
            return words_spent(judging);
        case Rule::Type:
            return too_many_of_type(judging);
        case Rule::Language:
            return foreign_item(judging);
    }
    ENSURE(false);
}

}  // namespace

bool is_judged(const JudgedRules& rules, Rule rule) {
    const Constraints& constraints = rules.constraints;
    switch (rule) {
        case Rule::Length:
            return constraints.length > 0;
        case Rule::Competence:
            return constraints.competence != kAnyNumber;
        case Rule::Domain:
            return std::ranges::any_of(constraints.domains,
                                       [](const CountRange& range) { return range != kAnyNumber; });
        case Rule::Tube:
            return constraints.tube_most != kNoMost;
        case Rule::Enemy:
            return constraints.enemies_apart;
        case Rule::Seconds:
            return constraints.seconds.has_value();
        case Rule::Words:
            return constraints.words.has_value();
        case Rule::Type:
            return !constraints.type_most.empty();
        case Rule::Language:
            return !rules.is_foreign.empty();
    }
    ENSURE(false);
}

bool is_any_judged(const JudgedRules& rules) {
    for (std::size_t n = 0; n < kRules; ++n) {
        if (is_judged(rules, static_cast<Rule>(n))) return true;
    }
    return false;
}

Violations violations_of(const Pool& pool, const Run& run, const JudgedRules& rules) {
    Violations violations;
    for (std::size_t n = 0; n < kRules; ++n) {
        const auto rule = static_cast<Rule>(n);
        if (!is_judged(rules, rule)) continue;
        for (std::size_t place = 0; place < run.sittings.size(); ++place) {
            const auto found =
                broken({.pool = pool, .rules = rules, .sitting = run.sittings[place]}, rule);
            if (!found) continue;
            ++violations.counts.at(n);
            violations.first.push_back({.sitting = place, .what = *found});
        }
    }
    std::ranges::stable_sort(violations.first, {}, &Violation::sitting);
    violations.first.resize(std::min(violations.first.size(), kViolationsNamed));
    return violations;
}

}  // namespace probant::engine::quality
