// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/precision.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace probant::engine::quality {
namespace {

constexpr double kZ95 = 1.96;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Measured {
    double ability{};
    double error{};
    double error_said{};
    double information{};
    double ceiling{};
};

Measured measured(const Pool& pool, const RunSitting& sitting) {
    Measured one{.ability = sitting.ability,
                 .error = sitting.estimate - sitting.ability,
                 .error_said = sitting.error_said,
                 .information = 0,
                 .ceiling = best_information(pool, sitting.ability, sitting.items.size())};
    for (const ItemNumber item : sitting.items)
        one.information += information(pool.at(item).model, sitting.ability);
    return one;
}

/// Adds people up, then divides.
class Tally {
public:
    void add(const Measured& one) {
        ++sums_.people;
        sums_.bias += one.error;
        sums_.rmse += one.error * one.error;
        sums_.error_said += one.error_said;
        if (std::abs(one.error) <= kZ95 * one.error_said) sums_.coverage += 1;
        sums_.information += one.information;
        sums_.ceiling += one.ceiling;
        if (one.ceiling <= 0) return;  // nothing was asked, or nothing says anything so far away
        ++informed_;
        sums_.share += one.information / one.ceiling;
        sums_.oracle_rmse += 1 / one.ceiling;
    }

    [[nodiscard]] Precision averages() const {
        Precision mean = sums_;
        if (mean.people == 0) return mean;
        const auto people = static_cast<double>(mean.people);
        mean.bias /= people;
        mean.rmse = std::sqrt(mean.rmse / people);
        mean.error_said /= people;
        mean.coverage /= people;
        mean.information /= people;
        mean.ceiling /= people;
        if (informed_ == 0) return mean;
        mean.share /= static_cast<double>(informed_);
        mean.oracle_rmse = std::sqrt(mean.oracle_rmse / static_cast<double>(informed_));
        return mean;
    }

private:
    Precision sums_{};
    std::size_t informed_{};
};

Stratum stratum_of(const std::vector<Measured>& people, double low, double high) {
    Tally tally;
    for (const Measured& one : people) {
        if (one.ability >= low && one.ability < high) tally.add(one);
    }
    return {.low = low, .high = high, .precision = tally.averages()};
}

/// The largest few of the values seen.
class Largest {
public:
    explicit Largest(std::size_t count) : count_(count) { values_.reserve(count + 1); }

    /// No value up to this one changes anything.
    [[nodiscard]] double least() const {
        return values_.size() < count_ ? -kInfinity : values_.front();
    }

    void see(double value) {
        if (value <= least()) return;
        values_.push_back(value);
        std::ranges::push_heap(values_, std::greater<>());
        if (values_.size() <= count_) return;
        std::ranges::pop_heap(values_, std::greater<>());
        values_.pop_back();
    }

    [[nodiscard]] double sum() {
        std::ranges::sort(values_);
        double sum = 0;
        for (const double value : values_)
            sum += value;
        return sum;
    }

private:
    std::size_t count_;
    std::vector<double> values_{};  ///< a heap, its least first
};

}  // namespace

double best_information(const Pool& pool, double ability, std::size_t count) {
    if (count == 0 || pool.size() == 0) return 0;
    Largest largest(count);
    // The bounds that cut the search short hold on the grid only.
    const bool bounded = std::abs(ability) <= kThetaMost;
    for (const BoundedItem& item : pool.by_information(ability)) {
        if (bounded && item.information_most <= largest.least()) break;
        largest.see(information(pool.at(item.item).model, ability));
    }
    return largest.sum();
}

PrecisionReport precision_of(const Pool& pool, const Run& run) {
    std::vector<Measured> people;
    people.reserve(run.sittings.size());
    for (const RunSitting& sitting : run.sittings)
        people.push_back(measured(pool, sitting));
    constexpr std::array<double, kStrata + 1> kCuts{-kInfinity, -2, -1, 1, 2, kInfinity};
    PrecisionReport report;
    report.all = stratum_of(people, -kInfinity, kInfinity).precision;
    for (std::size_t n = 0; n < kStrata; ++n)
        report.strata.at(n) = stratum_of(people, kCuts.at(n), kCuts.at(n + 1));
    for (int half = -8; half < 8; ++half) {
        const auto stratum = stratum_of(people, 0.5 * half, 0.5 * (half + 1));
        if (stratum.precision.people > 0) report.curve.push_back(stratum);
    }
    return report;
}

}  // namespace probant::engine::quality
