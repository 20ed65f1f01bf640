// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/match_counts.h"

#include <algorithm>
#include <vector>

#include "crypto/base/ensure.h"

namespace probant::engine::forensics {
namespace {

/// One for each count, from 0.
using States = std::vector<Lanes>;

// Below it, one minus the states that were followed keeps fewer than nine figures.
constexpr double kTailPrecise = 1e-7;

// Both counts compute a whole state before they store it: only then does the compiler see that the
// lanes are independent, and use vector registers.

/// Matches that count one each.
class PlainCount {
public:
    explicit PlainCount(std::span<const Lanes> matches) : matches_(matches) {}

    static constexpr std::size_t kStride = 1;

    [[nodiscard]] std::size_t items() const { return matches_.size(); }

    /// State s comes from s by no match and from s - 1 by one; from the last to the first, so that
    /// each is read before it is replaced.
    void step(States& states, std::size_t item, std::size_t reached) const {
        const Lanes match = matches_[item];
        for (std::size_t s = reached; s > 0; --s) {
            const Lanes& here = states[s];
            const Lanes& before = states[s - 1];
            Lanes next;
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                next[lane] = here[lane] + match[lane] * (before[lane] - here[lane]);
            states[s] = next;
        }
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            states[0][lane] -= match[lane] * states[0][lane];
    }

private:
    std::span<const Lanes> matches_;
};

/// Right matches count one, wrong ones kWrongMatchWeight.
class WeightedCount {
public:
    WeightedCount(std::span<const Lanes> right, std::span<const Lanes> wrong)
        : right_(right), wrong_(wrong) {}

    static constexpr std::size_t kStride = kWrongMatchWeight;

    [[nodiscard]] std::size_t items() const { return right_.size(); }

    void step(States& states, std::size_t item, std::size_t reached) const {
        const Lanes right = right_[item];
        const Lanes wrong = wrong_[item];
        Lanes none;
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            none[lane] = 1.0 - right[lane] - wrong[lane];
        std::size_t s = reached;
        for (; s >= kWrongMatchWeight; --s) {
            const Lanes& here = states[s];
            const Lanes& before = states[s - 1];
            const Lanes& far_before = states[s - kWrongMatchWeight];
            Lanes next;
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                next[lane] = none[lane] * here[lane] + right[lane] * before[lane] +
                             wrong[lane] * far_before[lane];
            }
            states[s] = next;
        }
        for (; s > 0; --s) {
            for (std::size_t lane = 0; lane < kLanes; ++lane) {
                states[s][lane] = none[lane] * states[s][lane] + right[lane] * states[s - 1][lane];
            }
        }
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            states[0][lane] *= none[lane];
    }

private:
    std::span<const Lanes> right_;
    std::span<const Lanes> wrong_;
};

/// The distribution after all items, as far as `most`.
template <class Count>
States distribution(const Count& count, std::size_t most) {
    States states(most + 1);
    states[0].numbers.fill(1.0);
    std::size_t reached = 0;
    for (std::size_t item = 0; item < count.items(); ++item) {
        reached = std::min(most, reached + Count::kStride);
        count.step(states, item, reached);
    }
    return states;
}

/// The tail summed from its far end: small numbers first, nothing subtracted.
template <class Count>
double far_tail(const Count& count, std::size_t lane, std::uint32_t seen) {
    const std::size_t most = count.items() * Count::kStride;
    const States states = distribution(count, most);
    double sum = 0;
    for (std::size_t s = most; s > seen; --s)
        sum += states[s][lane];
    return sum + states[seen][lane] / 2;
}

template <class Count>
Lanes tail(const Count& count, const LaneCounts& seen) {
    const std::size_t most = *std::ranges::max_element(seen);
    ENSURE(most <= count.items() * Count::kStride);
    const States states = distribution(count, most);
    Lanes p{};
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        double less = states[seen[lane]][lane] / 2;
        for (std::size_t s = 0; s < seen[lane]; ++s)
            less += states[s][lane];
        p[lane] = std::clamp(1.0 - less, 0.0, 1.0);
        if (p[lane] < kTailPrecise) p[lane] = far_tail(count, lane, seen[lane]);
    }
    return p;
}

}  // namespace

Lanes match_tail(std::span<const Lanes> matches, const LaneCounts& seen) {
    return tail(PlainCount(matches), seen);
}

Lanes weighted_match_tail(std::span<const Lanes> right,
                          std::span<const Lanes> wrong,
                          const LaneCounts& seen) {
    ENSURE(right.size() == wrong.size());
    return tail(WeightedCount(right, wrong), seen);
}

}  // namespace probant::engine::forensics
