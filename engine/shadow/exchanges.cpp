// SPDX-License-Identifier: EUPL-1.2
#include "engine/shadow/exchanges.h"

#include <algorithm>
#include <utility>

namespace probant::engine {
namespace {

constexpr int kRepairsMost = 40;
constexpr double kLeastGain = 1e-9;

}  // namespace

Exchanges::Exchanges(const Pool& pool,
                     const Constraints& constraints,
                     Amounts limits,
                     const Counts& drawn)
    : pool_(pool), constraints_(constraints), limits_(std::move(limits)), drawn_(drawn) {}

void Exchanges::offer(const Offered& entry) {
    of_competence_.at(entry.competence).push_back(entry);
}

double Exchanges::amount_of(const Offered& entry, std::size_t limit) {
    if (limit == kSeconds) return entry.seconds;
    if (limit == kWords) return entry.words;
    return entry.type == limit ? 1.0 : 0.0;
}

Amounts Exchanges::used_by(const Taken& taken) const {
    Amounts used(limits_.size(), 0);
    for (const Offered& entry : taken) {
        used[kSeconds] += entry.seconds;
        used[kWords] += entry.words;
        if (entry.type < used.size()) used[entry.type] += 1;
    }
    return used;
}

bool Exchanges::are_enemies(ItemNumber one, ItemNumber other) const {
    const auto& enemies = pool_.at(one).enemies;
    return std::ranges::binary_search(enemies, other);
}

bool Exchanges::has_enemy(const Taken& taken, ItemNumber item) const {
    if (!constraints_.enemies_apart || pool_.at(item).enemies.empty()) return false;
    return std::ranges::any_of(taken,
                               [&](const Offered& entry) { return are_enemies(item, entry.item); });
}

bool Exchanges::obeys_all(const Taken& taken) const {
    const auto used = used_by(taken);
    for (std::size_t limit = 0; limit < limits_.size(); ++limit)
        if (used[limit] > limits_[limit]) return false;
    return std::ranges::none_of(taken,
                                [&](const Offered& entry) { return has_enemy(taken, entry.item); });
}

/// Each question for the most informative of its competence that could stand in its place:
/// no count changes then but a tube's. Whether any changed.
bool Exchanges::swap_better(Taken& taken) const {
    auto used = used_by(taken);
    bool changed = false;
    for (Offered& place : taken) {
        const Offered old = place;
        for (const Offered& entry : of_competence_.at(old.competence)) {
            if (entry.information <= place.information) continue;
            if (excess_after(used, old, entry) > 0 || !can_replace(old, entry, taken)) continue;
            place = entry;
        }
        exchange(used, old, place);
        changed = changed || place.item != old.item;
    }
    return changed;
}

/// The best exchange of two that was found.
struct Exchanges::Two {
    std::size_t first{};
    std::size_t second{};
    Offered one{};    ///< in the place of the first
    Offered other{};  ///< in that of the second
    double gain{kLeastGain};
};

bool Exchanges::swap_two_better(Taken& taken) const {
    Two best;
    for (std::size_t first = 0; first < taken.size(); ++first) {
        for (std::size_t second = first + 1; second < taken.size(); ++second)
            find_two(taken, first, second, best);
    }
    if (best.gain <= kLeastGain) return false;
    taken[best.first] = best.one;
    taken[best.second] = best.other;
    return true;
}

/// Of these two places, if it gains more than the best so far.
void Exchanges::find_two(const Taken& taken,
                         std::size_t first,
                         std::size_t second,
                         Two& best) const {
    auto used = used_by(taken);
    Taken rest = taken;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(second));
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t limit = 0; limit < used.size(); ++limit)
        used[limit] -= amount_of(taken[first], limit) + amount_of(taken[second], limit);
    const double before = taken[first].information + taken[second].information;
    const auto& ones = of_competence_.at(taken[first].competence);
    const auto& others = of_competence_.at(taken[second].competence);
    const double most = std::ranges::max(others, {}, &Offered::information).information;
    Taken with = rest;
    with.push_back({});
    for (const Offered& one : ones) {
        if (one.information + most - before <= best.gain || !can_join(one, rest)) continue;
        with.back() = one;
        for (const Offered& other : others) {
            const double gain = one.information + other.information - before;
            if (gain <= best.gain || !fits(used, one, other) || !can_join(other, with)) continue;
            best = {.first = first, .second = second, .one = one, .other = other, .gain = gain};
        }
    }
}

bool Exchanges::fits(const Amounts& used, const Offered& one, const Offered& other) const {
    for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
        const double after = used[limit] + amount_of(one, limit) + amount_of(other, limit);
        if (after > limits_[limit]) return false;
    }
    return true;
}

/// Exchanges that lower the excess most for the least information lost, until there is none.
Taken Exchanges::repaired(Taken taken) const {
    auto used = used_by(taken);
    for (int n = 0; n < kRepairsMost; ++n) {
        const double excess = excess_of(used) + enemies_in(taken);
        if (excess <= 0) return taken;
        if (!repair_once(taken, used, excess)) break;
    }
    return {};
}

bool Exchanges::repair_once(Taken& taken, Amounts& used, double excess) const {
    Offered* place = nullptr;
    const Offered* chosen = nullptr;
    double best = 0;
    for (Offered& old : taken) {
        const double without = enemies_without(taken, old);
        for (const Offered& entry : of_competence_.at(old.competence)) {
            const double gained = excess - excess_after(used, old, entry) - without;
            if (gained <= kLeastGain) continue;
            const double lost = std::max(old.information - entry.information, 0.0);
            const double merit = gained / (lost + kLeastGain);
            if (merit <= best || !can_replace(old, entry, taken)) continue;
            best = merit;
            place = &old;
            chosen = &entry;
        }
    }
    if (chosen == nullptr) return false;
    exchange(used, *place, *chosen);
    *place = *chosen;
    return true;
}

/// May it stand where `old` stands: not there yet, its tube not full, no enemy of the others?
bool Exchanges::can_replace(const Offered& old, const Offered& entry, const Taken& taken) const {
    return old.item != entry.item && can_join(entry, taken, &old);
}

/// The same of those beside `leaving`, which goes.
bool Exchanges::can_join(const Offered& entry, const Taken& taken, const Offered* leaving) const {
    std::uint32_t of_tube = drawn_.of_tube(entry.tube);
    for (const Offered& other : taken) {
        if (other.item == entry.item) return false;
        if (leaving != nullptr && other.item == leaving->item) continue;
        if (other.tube == entry.tube) ++of_tube;
        if (constraints_.enemies_apart && are_enemies(entry.item, other.item)) return false;
    }
    return of_tube < constraints_.tube_most;
}

/// How many pairs of enemies are in a test, and how many would be without one of them.
double Exchanges::enemies_in(const Taken& taken) const {
    double pairs = 0;
    for (const Offered& entry : taken)
        if (has_enemy(taken, entry.item)) pairs += 0.5;
    return pairs;
}

double Exchanges::enemies_without(const Taken& taken, const Offered& old) const {
    Taken rest;
    for (const Offered& entry : taken)
        if (entry.item != old.item) rest.push_back(entry);
    return enemies_in(rest);
}

void Exchanges::exchange(Amounts& used, const Offered& old, const Offered& entry) {
    for (std::size_t limit = 0; limit < used.size(); ++limit)
        used[limit] += amount_of(entry, limit) - amount_of(old, limit);
}

/// By how much limits are passed, in shares of the limits.
double Exchanges::excess_of(const Amounts& used) const {
    double excess = 0;
    for (std::size_t limit = 0; limit < limits_.size(); ++limit)
        excess += std::max(0.0, used[limit] - limits_[limit]) / scale_of(limit);
    return excess;
}

double Exchanges::excess_after(const Amounts& used,
                               const Offered& old,
                               const Offered& entry) const {
    double excess = 0;
    for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
        const double after = used[limit] + amount_of(entry, limit) - amount_of(old, limit);
        excess += std::max(0.0, after - limits_[limit]) / scale_of(limit);
    }
    return excess;
}

/// Limits of seconds, words and counts weigh alike in shares of what is left of each.
double Exchanges::scale_of(std::size_t limit) const {
    return std::max(limits_[limit], 1.0);
}

}  // namespace probant::engine
