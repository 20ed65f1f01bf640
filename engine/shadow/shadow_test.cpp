// SPDX-License-Identifier: EUPL-1.2
#include "engine/shadow/shadow_test.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

constexpr int kStepsMost = 120;       // of the search for prices
constexpr double kGapWanted = 0.003;  // a proof this close ends it
constexpr int kSwapRounds = 4;
constexpr std::array kAround{0.7, 0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.35};
constexpr double kPaceLeast = 1.0 / 64;
constexpr int kTryEvery = 10;     // steps between two tests made for good measure
constexpr int kRepairsMost = 40;  // exchanges that bring a test within its limits
constexpr double kLeastGain = 1e-9;
constexpr int kPatience = 4;  // steps without a lower bound before the steps are halved

/// Every limit that is priced: seconds, words, then each type.
using Amounts = std::vector<double>;
constexpr std::size_t kSeconds = 0;
constexpr std::size_t kWords = 1;
constexpr std::size_t kTypes = 2;

struct Entry {
    ItemNumber item{};
    double information{};
    std::uint32_t competence{};
    std::uint32_t domain{};  ///< 0 … 4
    std::uint32_t tube{};
    std::uint32_t type{};  ///< a place in the amounts; beyond them: no limit
    double seconds{};
    double words{};
    double value{};  ///< information less the prices
};

/// What has been taken, against every count; "extendable" says that a whole test still exists.
class Counts {
public:
    Counts(const Constraints& constraints, std::size_t tubes)
        : constraints_(constraints), tubes_(tubes, 0), left_(constraints.length) {
        count_owed();
    }

    [[nodiscard]] std::uint32_t left() const { return left_; }

    void add(std::uint32_t competence, std::uint32_t domain, std::uint32_t tube) {
        ENSURE(left_ > 0);
        ++competences_.at(competence);
        ++domains_.at(domain);
        ++tubes_[tube];
        --left_;
        count_owed();
    }

    [[nodiscard]] std::uint32_t of_tube(std::uint32_t tube) const { return tubes_[tube]; }

    /// Names which domain each competence belongs to: a lower bound of one weighs on the other.
    void set_domain_of(std::uint32_t competence, std::uint32_t domain) {
        domain_of_.at(competence) = domain;
        count_owed();
    }

    [[nodiscard]] bool has_room(const Entry& entry) const {
        return left_ > 0 && competences_.at(entry.competence) < constraints_.competence.most &&
               domains_.at(entry.domain) < constraints_.domains.at(entry.domain).most &&
               tubes_[entry.tube] < constraints_.tube_most;
    }

    /// May this one be taken and all that must still come, come?
    [[nodiscard]] bool stays_extendable(const Entry& entry) const {
        if (!has_room(entry)) return false;
        const bool is_owed_by_competence =
            competences_.at(entry.competence) < constraints_.competence.least;
        const bool is_owed_by_domain = is_domain_short(entry.domain);
        const bool is_owed = is_owed_by_competence || is_owed_by_domain;
        if (owed_ > left_ - (is_owed ? 0 : 1)) return false;
        // A domain that is nearly full keeps its places for the competences that need them.
        const auto& range = constraints_.domains.at(entry.domain);
        if (range.most == kNoMost || is_owed_by_competence) return true;
        return domains_.at(entry.domain) + 1 + owed_by_competences_.at(entry.domain) <= range.most;
    }

private:
    /// How many places are promised to lower bounds.
    void count_owed() {
        owed_by_competences_.fill(0);
        const auto least = constraints_.competence.least;
        for (std::size_t n = 0; n < kCompetences; ++n)
            owed_by_competences_.at(domain_of_.at(n)) +=
                least - std::min(least, competences_.at(n));
        owed_ = 0;
        for (std::uint32_t domain = 0; domain < kDomains; ++domain)
            owed_ += std::max(owed_by_competences_.at(domain), shortage(domain));
    }

    [[nodiscard]] std::uint32_t shortage(std::uint32_t domain) const {
        const auto least = constraints_.domains.at(domain).least;
        return least - std::min(least, domains_.at(domain));
    }

    /// Short beyond what its competences are owed: any of its items then serves.
    [[nodiscard]] bool is_domain_short(std::uint32_t domain) const {
        return shortage(domain) > owed_by_competences_.at(domain);
    }

    const Constraints& constraints_;
    std::array<std::uint32_t, kCompetences> competences_{};
    std::array<std::uint32_t, kCompetences> domain_of_{};
    std::array<std::uint32_t, kDomains> domains_{};
    std::array<std::uint32_t, kDomains> owed_by_competences_{};
    std::uint32_t owed_{};
    std::vector<std::uint32_t> tubes_;
    std::uint32_t left_;
};

/// One call of assemble().
class Assembly {
public:
    /// `prices`: of a draw before; none: all 0.
    Assembly(const Pool& pool,
             const Constraints& constraints,
             Amounts limits,
             Counts drawn,
             std::span<const double> prices)
        : pool_(pool),
          constraints_(constraints),
          limits_(std::move(limits)),
          drawn_(std::move(drawn)),
          prices_(prices.begin(), prices.end()) {
        prices_.resize(limits_.size(), 0);
    }

    void offer(const Entry& entry) { entries_.push_back(entry); }

    /// False when this set of prices is not worth a try: no room for what is owed.
    [[nodiscard]] std::optional<ShadowTest> run() {
        if (drawn_.left() == 0) return ShadowTest{.prices = prices_};
        sort_seconds();
        for (const Entry& entry : entries_)
            of_competence_.at(entry.competence).push_back(&entry);
        for (int step = 0; step < kStepsMost; ++step) {
            const auto relaxed = take_at_prices();
            if (relaxed.size() != drawn_.left()) return std::nullopt;
            const bool is_lower = pace_by(bound_of(relaxed));
            if (obeys_all(relaxed)) {
                consider(relaxed);
            } else if (is_lower || step % kTryEvery == 0) {
                consider(take_within_limits());
                consider(repaired(relaxed));
            }
            if (is_proved()) break;
            if (best_ && pace_ < kPaceLeast) break;
            if (!move_prices(relaxed)) break;
        }
        prices_ = best_prices_;
        try_around();
        if (!best_) return std::nullopt;
        polish();
        ShadowTest test{
            .items = {}, .information = best_information_, .bound = bound_, .prices = prices_};
        for (const Entry& entry : *best_)
            test.items.push_back(entry.item);
        std::ranges::sort(test.items);
        return test;
    }

private:
    using Taken = std::vector<Entry>;

    struct Placed {
        double value{};
        std::uint32_t place{};  ///< among the entries
    };

    [[nodiscard]] double amount_of(const Entry& entry, std::size_t limit) const {
        if (limit == kSeconds) return entry.seconds;
        if (limit == kWords) return entry.words;
        return entry.type == limit ? 1.0 : 0.0;
    }

    [[nodiscard]] Amounts used_by(const Taken& taken) const {
        Amounts used(limits_.size(), 0);
        for (const Entry& entry : taken) {
            used[kSeconds] += entry.seconds;
            used[kWords] += entry.words;
            if (entry.type < used.size()) used[entry.type] += 1;
        }
        return used;
    }

    void sort_seconds() {
        for (const Entry& entry : entries_)
            seconds_.push_back(entry.seconds);
        std::ranges::sort(seconds_);
        std::partial_sum(seconds_.begin(), seconds_.end(), seconds_.begin());
    }

    /// The least that so many more questions can take.
    [[nodiscard]] double seconds_at_least(std::uint32_t count) const {
        return count == 0 || count > seconds_.size() ? 0.0 : seconds_[count - 1];
    }

    /// The entries by what they are worth at these prices, the best first.
    void price_entries() {
        order_.clear();
        for (std::uint32_t place = 0; place < entries_.size(); ++place) {
            Entry& entry = entries_[place];
            entry.value = entry.information - prices_[kSeconds] * entry.seconds -
                          prices_[kWords] * entry.words;
            if (entry.type < prices_.size()) entry.value -= prices_[entry.type];
            order_.push_back({.value = entry.value, .place = place});
        }
        std::ranges::sort(order_, [](const Placed& left, const Placed& right) {
            if (left.value != right.value) return left.value > right.value;
            return left.place < right.place;
        });
    }

    /// The best test at these prices, enemies and limits apart: exact, for counts are a nest.
    [[nodiscard]] Taken take_at_prices() {
        price_entries();
        Counts counts = drawn_;
        Taken taken;
        for (const Placed& placed : order_) {
            const Entry& entry = entries_[placed.place];
            if (counts.left() == 0) break;
            if (!counts.stays_extendable(entry)) continue;
            counts.add(entry.competence, entry.domain, entry.tube);
            taken.push_back(entry);
        }
        return taken;
    }

    [[nodiscard]] bool are_enemies(ItemNumber one, ItemNumber other) const {
        const auto& enemies = pool_.at(one).enemies;
        return std::ranges::binary_search(enemies, other);
    }

    [[nodiscard]] bool has_enemy(const Taken& taken, ItemNumber item) const {
        if (!constraints_.enemies_apart || pool_.at(item).enemies.empty()) return false;
        return std::ranges::any_of(
            taken, [&](const Entry& entry) { return are_enemies(item, entry.item); });
    }

    [[nodiscard]] bool obeys_all(const Taken& taken) const {
        const auto used = used_by(taken);
        for (std::size_t limit = 0; limit < limits_.size(); ++limit)
            if (used[limit] > limits_[limit]) return false;
        return std::ranges::none_of(
            taken, [&](const Entry& entry) { return has_enemy(taken, entry.item); });
    }

    [[nodiscard]] bool fits(const Amounts& used, const Entry& entry, std::uint32_t after) const {
        if (used[kSeconds] + entry.seconds + seconds_at_least(after) > limits_[kSeconds])
            return false;
        for (std::size_t limit = kWords; limit < limits_.size(); ++limit)
            if (used[limit] + amount_of(entry, limit) > limits_[limit]) return false;
        return true;
    }

    /// In the order of the prices, nothing that breaks a limit; short of a whole test: nothing.
    [[nodiscard]] Taken take_within_limits() const {
        Counts counts = drawn_;
        Amounts used(limits_.size(), 0);
        Taken taken;
        for (const Placed& placed : order_) {
            const Entry& entry = entries_[placed.place];
            if (counts.left() == 0) break;
            if (!counts.stays_extendable(entry) || !fits(used, entry, counts.left() - 1)) continue;
            if (has_enemy(taken, entry.item)) continue;
            counts.add(entry.competence, entry.domain, entry.tube);
            used[kSeconds] += entry.seconds;
            used[kWords] += entry.words;
            if (entry.type < used.size()) used[entry.type] += 1;
            taken.push_back(entry);
        }
        if (counts.left() > 0) taken.clear();
        return taken;
    }

    [[nodiscard]] double bound_of(const Taken& taken) const {
        double bound = 0;
        for (const Entry& entry : taken)
            bound += entry.value;
        for (std::size_t limit = 0; limit < limits_.size(); ++limit)
            if (prices_[limit] > 0) bound += prices_[limit] * limits_[limit];
        return bound;
    }

    void consider(Taken taken) {
        if (taken.size() != drawn_.left()) return;
        for (int round = 0; round < kSwapRounds; ++round)
            if (!swap_better(taken)) break;
        double sum = 0;
        for (const Entry& entry : taken)
            sum += entry.information;
        if (best_ && sum <= best_information_) return;
        best_information_ = sum;
        best_ = std::move(taken);
    }

    /// Each question for the most informative of its competence that could stand in its place:
    /// no count changes then but a tube's. Whether any changed.
    [[nodiscard]] bool swap_better(Taken& taken) const {
        auto used = used_by(taken);
        bool changed = false;
        for (Entry& place : taken) {
            const Entry old = place;
            for (const Entry* entry : of_competence_.at(old.competence)) {
                if (entry->information <= place.information) continue;
                if (excess_after(used, old, *entry) > 0 || !can_replace(old, *entry, taken))
                    continue;
                place = *entry;
            }
            exchange(used, old, place);
            changed = changed || place.item != old.item;
        }
        return changed;
    }

    [[nodiscard]] bool is_proved() const {
        return best_ && best_information_ >= bound_ * (1 - kGapWanted);
    }

    /// Tests at prices a little lower and higher than those of the best bound: limits taken in
    /// another order leave other gaps.
    void try_around() {
        const auto around = best_prices_;
        for (const double factor : kAround) {
            if (is_proved()) break;
            for (std::size_t limit = 0; limit < prices_.size(); ++limit)
                prices_[limit] = around[limit] * factor;
            const auto relaxed = take_at_prices();
            consider(take_within_limits());
            consider(repaired(relaxed));
        }
        prices_ = around;
    }

    /// The best test's questions for better ones of any competence, as far as the counts allow.
    void polish() {
        ENSURE(best_.has_value());
        for (int round = 0; round < kSwapRounds; ++round) {
            if (is_proved()) return;
            const double before = best_information_;
            for (std::size_t place = 0; place < best_->size(); ++place)
                polish_place(place);
            if (best_information_ <= before) return;
        }
    }

    void polish_place(std::size_t place) {
        Taken& taken = *best_;
        const Entry old = taken[place];
        Counts counts = drawn_;
        for (const Entry& other : taken)
            if (other.item != old.item) counts.add(other.competence, other.domain, other.tube);
        const auto used = used_by(taken);
        Entry best = old;
        for (const Entry& entry : entries_) {
            if (entry.information <= best.information || !counts.stays_extendable(entry)) continue;
            if (excess_after(used, old, entry) > 0 || !can_replace(old, entry, taken)) continue;
            best = entry;
        }
        taken[place] = best;
        best_information_ += best.information - old.information;
    }

    /// Exchanges that lower the excess most for the least information lost, until there is none.
    [[nodiscard]] Taken repaired(Taken taken) const {
        auto used = used_by(taken);
        for (int n = 0; n < kRepairsMost; ++n) {
            const double excess = excess_of(used) + enemies_in(taken);
            if (excess <= 0) return taken;
            if (!repair_once(taken, used, excess)) break;
        }
        return {};
    }

    [[nodiscard]] bool repair_once(Taken& taken, Amounts& used, double excess) const {
        Entry* place = nullptr;
        const Entry* chosen = nullptr;
        double best = 0;
        for (Entry& old : taken) {
            const double without = enemies_without(taken, old);
            for (const Entry* entry : of_competence_.at(old.competence)) {
                const double gained = excess - excess_after(used, old, *entry) - without;
                if (gained <= kLeastGain) continue;
                const double lost = std::max(old.information - entry->information, 0.0);
                const double merit = gained / (lost + kLeastGain);
                if (merit <= best || !can_replace(old, *entry, taken)) continue;
                best = merit;
                place = &old;
                chosen = entry;
            }
        }
        if (chosen == nullptr) return false;
        exchange(used, *place, *chosen);
        *place = *chosen;
        return true;
    }

    /// May it stand where `old` stands: not there yet, its tube not full, no enemy of the others?
    [[nodiscard]] bool can_replace(const Entry& old, const Entry& entry, const Taken& taken) const {
        std::uint32_t of_tube = drawn_.of_tube(entry.tube);
        for (const Entry& other : taken) {
            if (other.item == entry.item) return false;
            if (other.item == old.item) continue;
            if (other.tube == entry.tube) ++of_tube;
            if (constraints_.enemies_apart && are_enemies(entry.item, other.item)) return false;
        }
        return of_tube < constraints_.tube_most;
    }

    /// How many pairs of enemies are in a test, and how many would be without one of them.
    [[nodiscard]] double enemies_in(const Taken& taken) const {
        double pairs = 0;
        for (const Entry& entry : taken)
            if (has_enemy(taken, entry.item)) pairs += 0.5;
        return pairs;
    }

    [[nodiscard]] double enemies_without(const Taken& taken, const Entry& old) const {
        Taken rest;
        for (const Entry& entry : taken)
            if (entry.item != old.item) rest.push_back(entry);
        return enemies_in(rest);
    }

    void exchange(Amounts& used, const Entry& old, const Entry& entry) const {
        for (std::size_t limit = 0; limit < used.size(); ++limit)
            used[limit] += amount_of(entry, limit) - amount_of(old, limit);
    }

    /// By how much limits are passed, in shares of the limits.
    [[nodiscard]] double excess_of(const Amounts& used) const {
        double excess = 0;
        for (std::size_t limit = 0; limit < limits_.size(); ++limit)
            excess += std::max(0.0, used[limit] - limits_[limit]) / scale_of(limit);
        return excess;
    }

    [[nodiscard]] double excess_after(const Amounts& used,
                                      const Entry& old,
                                      const Entry& entry) const {
        double excess = 0;
        for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
            const double after = used[limit] + amount_of(entry, limit) - amount_of(old, limit);
            excess += std::max(0.0, after - limits_[limit]) / scale_of(limit);
        }
        return excess;
    }

    /// Limits of seconds, words and counts weigh alike in shares of what is left of each.
    [[nodiscard]] double scale_of(std::size_t limit) const { return std::max(limits_[limit], 1.0); }

    /// Polyak's step along what was used too much; false when no price would move.
    [[nodiscard]] bool move_prices(const Taken& relaxed) {
        const auto used = used_by(relaxed);
        Amounts slope(limits_.size(), 0);
        double square = 0;
        for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
            slope[limit] = (used[limit] - limits_[limit]) / scale_of(limit);
            if (slope[limit] < 0 && prices_[limit] == 0) slope[limit] = 0;
            square += slope[limit] * slope[limit];
        }
        if (square == 0) return false;
        // Until a test is found, aim a little under the bound.
        constexpr double kHope = 0.97;
        const double target = best_ ? std::max(best_information_, bound_ * kHope) : bound_ * kHope;
        const double above = std::max(bound_of(relaxed) - target, bound_ * kGapWanted);
        const double pace = pace_ * above / square;
        for (std::size_t limit = 0; limit < limits_.size(); ++limit)
            prices_[limit] = std::max(0.0, prices_[limit] + pace * slope[limit] / scale_of(limit));
        return true;
    }

    /// Steps that no longer lower the bound are too long. Whether this one lowered it by much.
    [[nodiscard]] bool pace_by(double bound) {
        if (bound < bound_) {
            const bool is_much_lower = bound < bound_ * (1 - kGapWanted / 4);
            bound_ = bound;
            best_prices_ = prices_;
            stalled_ = 0;
            return is_much_lower;
        }
        if (++stalled_ == kPatience) {
            pace_ /= 2;
            stalled_ = 0;
        }
        return false;
    }

    const Pool& pool_;
    const Constraints& constraints_;
    Amounts limits_;  ///< what is left of each
    Counts drawn_;
    Amounts prices_;
    Amounts best_prices_{};
    std::vector<Entry> entries_{};  ///< by item
    std::vector<Placed> order_{};
    std::array<std::vector<const Entry*>, kCompetences> of_competence_{};
    std::vector<double> seconds_{};  ///< of the quickest one, two, three …
    std::optional<Taken> best_{};
    double best_information_{};
    double bound_{std::numeric_limits<double>::infinity()};
    double pace_{1};
    int stalled_{};
};

}  // namespace

ShadowAssembler::ShadowAssembler(const Pool& pool,
                                 const std::vector<ItemCost>& costs,
                                 const Constraints& constraints)
    : pool_(pool), costs_(costs), constraints_(constraints) {
    ENSURE(costs.size() == pool.size());
    std::map<std::string, std::uint32_t> places;
    for (const auto& [type, most] : constraints.type_most) {
        places.emplace(type, static_cast<std::uint32_t>(type_most_.size()));
        type_most_.push_back(most);
    }
    for (const ItemCost& cost : costs) {
        const auto found = places.find(cost.type);
        type_of_.push_back(found == places.end() ? kNoMost : found->second);
    }
}

std::optional<ShadowTest> ShadowAssembler::assemble(const ShadowAsk& ask) const {
    Amounts limits{constraints_.seconds.value_or(std::numeric_limits<double>::max()),
                   constraints_.words.value_or(std::numeric_limits<double>::max())};
    limits.insert(limits.end(), type_most_.begin(), type_most_.end());
    Counts counts(constraints_, pool_.tubes());
    for (std::uint32_t item = 0; item < pool_.size(); ++item)
        counts.set_domain_of(pool_.competence_index({item}), costs_[item].domain - 1);
    std::vector<char> taken(ask.barred.begin(), ask.barred.end());
    taken.resize(pool_.size(), 0);
    const auto type_place = [&](ItemNumber item) {
        const auto type = type_of_[item.value];
        return type == kNoMost ? kNoMost : static_cast<std::uint32_t>(kTypes) + type;
    };
    for (const ItemNumber item : ask.drawn) {
        const ItemCost& cost = costs_[item.value];
        counts.add(pool_.competence_index(item), cost.domain - 1, pool_.at(item).tube.value);
        limits[kSeconds] -= cost.seconds;
        limits[kWords] -= cost.words;
        if (const auto type = type_place(item); type != kNoMost) limits[type] -= 1;
        taken[item.value] = 1;
        if (!constraints_.enemies_apart) continue;
        for (const ItemNumber enemy : pool_.at(item).enemies)
            taken[enemy.value] = 1;
    }
    Assembly assembly(pool_, constraints_, std::move(limits), std::move(counts), ask.prices);
    for (std::uint32_t number = 0; number < pool_.size(); ++number) {
        if (taken[number] != 0) continue;
        const ItemNumber item{number};
        const ItemCost& cost = costs_[number];
        assembly.offer({.item = item,
                        .information = ask.information[number],
                        .competence = pool_.competence_index(item),
                        .domain = cost.domain - 1,
                        .tube = pool_.at(item).tube.value,
                        .type = type_place(item),
                        .seconds = cost.seconds,
                        .words = cost.words,
                        .value = 0});
    }
    auto test = assembly.run();
    if (!test) return test;
    test->items.insert(test->items.begin(), ask.drawn.begin(), ask.drawn.end());
    for (const ItemNumber item : ask.drawn) {
        test->information += ask.information[item.value];
        test->bound += ask.information[item.value];
    }
    return test;
}

}  // namespace probant::engine
