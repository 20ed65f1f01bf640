// SPDX-License-Identifier: EUPL-1.2
#include "engine/shadow/shadow_test.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/shadow/counts.h"
#include "engine/shadow/exchanges.h"

namespace probant::engine {
namespace {

constexpr int kStepsMost = 120;         // of the search for prices
constexpr double kGapWanted = 0.003;    // a proof this close ends it
constexpr double kGapAllowed = 0.0045;  // one farther off is worth a longer search
constexpr int kSwapRounds = 4;
constexpr std::uint32_t kTriedOut = 2;  // questions to come: so few are all tried
constexpr std::array kAround{0.7, 0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.35};
constexpr std::size_t kTurns = 12;
constexpr int kTwosMost = 24;  // exchanges of two in one assembly: a millisecond each
constexpr double kPaceLeast = 1.0 / 64;
constexpr int kTryEvery = 10;  // steps between two tests made for good measure
constexpr int kSearchesMore = 2;
constexpr double kPaceAgain = 0.5;
constexpr int kPatience = 4;  // steps without a lower bound before the steps are halved

/// One call of assemble().
class Assembly {
public:
    /// `limits` and `drawn`: what is left of the limits, and the counts, after what was drawn.
    Assembly(const Pool& pool, const Constraints& constraints, Amounts limits, Counts drawn)
        : limits_(std::move(limits)),
          drawn_(std::move(drawn)),
          exchanges_(pool, constraints, limits_, drawn_),
          prices_(limits_.size(), 0) {}

    /// `before`: the information of what was drawn; `prices`: of a draw before, none: all 0.
    void begin_at(double before, std::span<const double> prices) {
        before_ = before;
        std::ranges::copy(prices, prices_.begin());
    }

    void offer(const Offered& entry) {
        entries_.push_back(entry);
        exchanges_.offer(entry);
    }

    /// Nothing when no whole test is found.
    [[nodiscard]] std::optional<ShadowTest> run() {
        if (drawn_.left() == 0) return ShadowTest{.prices = prices_};
        if (drawn_.left() <= kTriedOut) return tried_out();
        sort_seconds();
        if (!search()) return std::nullopt;
        try_around();
        if (best_) polish();
        search_on();
        return found();
    }

private:
    /// Seldom: the prices once more, from where they were best, and dearer exchanges.
    void search_on() {
        for (int again = 0; again < kSearchesMore && !is_close(); ++again) {
            pace_ = kPaceAgain;
            if (!search() || !best_) continue;
            polish();
            polish_two();
            if (!is_close()) try_limits_apart();
        }
    }

    [[nodiscard]] std::optional<ShadowTest> found() const {
        if (!best_) return std::nullopt;
        ShadowTest test{
            .items = {}, .information = best_information_, .bound = bound_, .prices = prices_};
        for (const Offered& entry : *best_)
            test.items.push_back(entry.item);
        std::ranges::sort(test.items);
        return test;
    }

    /// With one or two questions to come a bound of prices is far from any whole test, for half a
    /// question is none; but all of them can be tried, and the best is its own bound.
    [[nodiscard]] std::optional<ShadowTest> tried_out() {
        std::ranges::stable_sort(entries_, std::greater{}, &Offered::information);
        if (drawn_.left() == 1) {
            try_last({}, 0, drawn_);
        } else {
            try_two();
        }
        bound_ = best_information_;
        return found();
    }

    void try_two() {
        for (std::size_t place = 0; place < entries_.size(); ++place) {
            const Offered& entry = entries_[place];
            if (best_ && kTriedOut * entry.information <= best_information_) return;
            if (!may_follow({}, entry, drawn_)) continue;
            auto after = drawn_;
            after.add(entry.competence, entry.domain, entry.tube);
            try_last({entry}, place + 1, after);
        }
    }

    /// The best that can end `taken`, from this place on, if that makes the best of all.
    void try_last(const Taken& taken, std::size_t place, const Counts& counts) {
        const double so_far = information_of(taken);
        for (; place < entries_.size(); ++place) {
            const Offered& entry = entries_[place];
            if (best_ && so_far + entry.information <= best_information_) return;
            if (!may_follow(taken, entry, counts)) continue;
            best_information_ = so_far + entry.information;
            best_ = taken;
            best_->push_back(entry);
            return;
        }
    }

    [[nodiscard]] bool may_follow(const Taken& taken,
                                  const Offered& entry,
                                  const Counts& counts) const {
        return counts.stays_extendable(entry) &&
               exchanges_.fits(exchanges_.used_by(taken), entry, {}) &&
               !exchanges_.has_enemy(taken, entry.item);
    }

    [[nodiscard]] static double information_of(const Taken& taken) {
        double sum = 0;
        for (const Offered& entry : taken)
            sum += entry.information;
        return sum;
    }

    /// Moves the prices until a test is proved, or for as long as that helps; false where even
    /// without limits there is no whole test.
    [[nodiscard]] bool search() {
        for (int step = 0; step < kStepsMost; ++step) {
            const auto relaxed = take_at_prices();
            if (relaxed.size() != drawn_.left()) return false;
            const bool is_lower = pace_by(bound_of(relaxed));
            try_near(relaxed, is_lower || step % kTryEvery == 0);
            if (is_proved() || is_stalled() || !move_prices(relaxed)) break;
        }
        prices_ = best_prices_;
        return true;
    }

    struct Placed {
        double value{};
        std::uint32_t place{};  ///< among the entries
    };

    void sort_seconds() {
        for (const Offered& entry : entries_)
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
            Offered& entry = entries_[place];
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
            const Offered& entry = entries_[placed.place];
            if (counts.left() == 0) break;
            if (!counts.stays_extendable(entry)) continue;
            counts.add(entry.competence, entry.domain, entry.tube);
            taken.push_back(entry);
        }
        return taken;
    }

    [[nodiscard]] bool fits(const Amounts& used, const Offered& entry, std::uint32_t after) const {
        if (used[kSeconds] + entry.seconds + seconds_at_least(after) > limits_[kSeconds])
            return false;
        for (std::size_t limit = kWords; limit < limits_.size(); ++limit)
            if (used[limit] + Exchanges::amount_of(entry, limit) > limits_[limit]) return false;
        return true;
    }

    /// In the order of the prices, nothing that breaks a limit; short of a whole test: nothing.
    [[nodiscard]] Taken take_within_limits() const {
        Counts counts = drawn_;
        Amounts used(limits_.size(), 0);
        Taken taken;
        for (const Placed& placed : order_) {
            const Offered& entry = entries_[placed.place];
            if (counts.left() == 0) break;
            if (!counts.stays_extendable(entry) || !fits(used, entry, counts.left() - 1)) continue;
            if (exchanges_.has_enemy(taken, entry.item)) continue;
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
        for (const Offered& entry : taken)
            bound += entry.value;
        for (std::size_t limit = 0; limit < limits_.size(); ++limit)
            if (prices_[limit] > 0) bound += prices_[limit] * limits_[limit];
        return bound;
    }

    void consider(Taken taken) {
        if (taken.size() != drawn_.left()) return;
        for (int round = 0; round < kSwapRounds; ++round)
            if (!exchanges_.swap_better(taken)) break;
        const double sum = information_of(taken);
        if (best_ && sum <= best_information_) return;
        best_information_ = sum;
        best_ = std::move(taken);
    }

    /// The test itself when it obeys all; else, when it is worth the time, what can be made of it.
    void try_near(const Taken& relaxed, bool is_worth_it) {
        if (exchanges_.obeys_all(relaxed)) {
            consider(relaxed);
        } else if (is_worth_it) {
            consider(take_within_limits());
            consider(exchanges_.repaired(relaxed));
        }
    }

    /// Something was found, and the bound hardly falls any more.
    [[nodiscard]] bool is_stalled() const { return best_ && pace_ < kPaceLeast; }

    [[nodiscard]] bool is_proved() const { return best_ && is_within(kGapWanted); }

    [[nodiscard]] bool is_close() const { return best_ && is_within(kGapAllowed); }

    /// Of the whole test, what was drawn included.
    [[nodiscard]] bool is_within(double gap) const {
        return best_information_ + before_ >= (bound_ + before_) * (1 - gap);
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
            consider(exchanges_.repaired(relaxed));
        }
        prices_ = around;
    }

    /// The same with each limit's price moved otherwise, and two exchanged at once in what comes of
    /// it.
    void try_limits_apart() {
        // What is short of the bound for its enemies alone is not helped by prices.
        if (std::ranges::all_of(best_prices_, [](double price) { return price == 0; })) return;
        const auto around = best_prices_;
        for (double& price : prices_) {
            const double best = price;
            for (const double factor : kAround) {
                price = best * factor;
                consider_at_prices();
            }
            price = best;
        }
        for (std::size_t turn = 0; turn < kTurns; ++turn) {
            for (std::size_t limit = 0; limit < prices_.size(); ++limit) {
                // Odd strides through a power of two: limits are moved out of step.
                const auto place = turn * (2 * limit + 1) + turn / kAround.size() * limit;
                prices_[limit] = around[limit] * kAround.at(place % kAround.size());
            }
            consider_at_prices();
        }
        prices_ = around;
    }

    [[nodiscard]] bool swap_two(Taken& taken) {
        if (twos_left_ == 0) return false;
        --twos_left_;
        return exchanges_.swap_two_better(taken);
    }

    void consider_at_prices() {
        if (is_close()) return;
        const auto relaxed = take_at_prices();
        consider_polished(take_within_limits());
        consider_polished(exchanges_.repaired(relaxed));
    }

    void consider_polished(Taken taken) {
        if (taken.size() != drawn_.left()) return;
        for (int round = 0; round < kSwapRounds; ++round)
            if (!exchanges_.swap_better(taken) && !swap_two(taken)) break;
        consider(std::move(taken));
    }

    /// The best test's questions for better ones of any competence, as far as the counts allow.
    void polish() {
        ENSURE(best_.has_value());
        Taken& taken = *best_;
        for (int round = 0; round < kSwapRounds; ++round) {
            if (is_proved()) return;
            const double before = best_information_;
            for (std::size_t place = 0; place < taken.size(); ++place)
                polish_place(taken, place);
            if (best_information_ <= before) return;
        }
    }

    /// Seldom: two questions exchanged at once, where single exchanges end too far from the bound.
    void polish_two() {
        ENSURE(best_.has_value());
        Taken& taken = *best_;
        for (int round = 0; round < kSwapRounds && !is_close(); ++round) {
            if (!swap_two(taken)) return;
            best_information_ = information_of(taken);
            polish();
        }
    }

    void polish_place(Taken& taken, std::size_t place) {
        const Offered old = taken[place];
        Counts counts = drawn_;
        for (const Offered& other : taken)
            if (other.item != old.item) counts.add(other.competence, other.domain, other.tube);
        const auto used = exchanges_.used_by(taken);
        Offered best = old;
        for (const Offered& entry : entries_) {
            if (entry.information <= best.information || !counts.stays_extendable(entry)) continue;
            if (exchanges_.excess_after(used, old, entry) > 0 ||
                !exchanges_.can_replace(old, entry, taken))
                continue;
            best = entry;
        }
        taken[place] = best;
        best_information_ += best.information - old.information;
    }

    /// Polyak's step along what was used too much; false when no price would move.
    [[nodiscard]] bool move_prices(const Taken& relaxed) {
        const auto used = exchanges_.used_by(relaxed);
        Amounts slope(limits_.size(), 0);
        double square = 0;
        for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
            slope[limit] = (used[limit] - limits_[limit]) / exchanges_.scale_of(limit);
            if (slope[limit] < 0 && prices_[limit] == 0) slope[limit] = 0;
            square += slope[limit] * slope[limit];
        }
        if (square == 0) return false;
        // Until a test is found, aim a little under the bound.
        constexpr double kHope = 0.97;
        const double target = best_ ? std::max(best_information_, bound_ * kHope) : bound_ * kHope;
        const double above = std::max(bound_of(relaxed) - target, bound_ * kGapWanted);
        const double pace = pace_ * above / square;
        for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
            const double step = pace * slope[limit] / exchanges_.scale_of(limit);
            prices_[limit] = std::max(0.0, prices_[limit] + step);
        }
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

    Amounts limits_;  ///< what is left of each
    Counts drawn_;
    Exchanges exchanges_;
    Amounts prices_;
    Amounts best_prices_{};
    std::vector<Offered> entries_{};  ///< by item
    std::vector<Placed> order_{};
    std::vector<double> seconds_{};  ///< of the quickest one, two, three …
    std::optional<Taken> best_{};
    int twos_left_{kTwosMost};
    double before_{};  ///< the information of what was drawn
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
    double before = 0;
    for (const ItemNumber item : ask.drawn)
        before += ask.information[item.value];
    ENSURE(ask.prices.size() <= limits.size());
    Assembly assembly(pool_, constraints_, std::move(limits), std::move(counts));
    assembly.begin_at(before, ask.prices);
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
    test->information += before;
    test->bound += before;
    return test;
}

}  // namespace probant::engine
