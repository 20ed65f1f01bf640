// engine/exposure/exposure.h: how worn each item is, and what giving it once more costs.
//
// Role        A known item measures nobody. Counts who was given what in sliding windows of
//             sittings, refuses what would pass a cap (the hard guard), and prices items so that
//             the guard is seldom needed. Prices come from a burn-in and follow the use.
// Cap         An item counts when drawn. No item is in more than floor(R x window) of a sitting and
//             the window - 1 before it, nor in more than that share of all the sittings so far.
// By level    With a level cap the same holds among the sittings that end in each of kLevels bands
//             of ability.
// Alike       A price on recent use (RecentUse) spreads the draws of people alike over more items:
//             a light one always, a heavier one with a level cap, and the one it takes where a rule
//             says how much people alike may share.
// Prices      The multipliers of the linear programme that maximises information under the cap,
//             learned by a stochastic subgradient; in the unit of Worth.
// Invariants  An item that refuses() accepts passes no cap of the whole. Deterministic.
// Threads     A value; one sitting at a time begins and ends.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/adaptive/posterior.h"
#include "engine/bank/ids.h"
#include "engine/exposure/recent_use.h"

namespace probant::engine {

constexpr std::uint32_t kMillionth = 1'000'000;

struct ExposureRules {
    std::uint32_t cap_ppm{kMillionth};             ///< R: a share of the sittings, in millionths
    std::optional<std::uint32_t> level_cap_ppm{};  ///< the same within a level
    std::optional<std::uint32_t> alike_ppm{};      ///< of a test: what people alike may share
    std::uint32_t window{2000};
    std::uint32_t level_window{400};
    friend bool operator==(const ExposureRules&, const ExposureRules&) = default;
};

constexpr std::size_t kLevels = 5;

/// The abilities that part the levels, ascending: quintiles of a population.
using LevelBounds = std::array<double, kLevels - 1>;

/// Those of N(0, 1), until a burn-in measures those of the estimates.
constexpr LevelBounds kNormalQuintiles{-0.841621, -0.253347, 0.253347, 0.841621};

[[nodiscard]] std::size_t level_of(const LevelBounds& bounds, double theta);

/// The last sittings, and how often each item is among them.
class UseWindow {
public:
    UseWindow() = default;

    UseWindow(std::size_t items, std::uint32_t window) : counts_(items, 0), window_(window) {}

    /// How often an item was drawn in the window - 1 sittings before the one that begins.
    [[nodiscard]] std::uint32_t count(ItemNumber item) const { return counts_[item.value]; }

    [[nodiscard]] std::uint32_t sittings() const {
        return static_cast<std::uint32_t>(sittings_.size());
    }

    void add(const std::vector<ItemNumber>& items);

private:
    std::vector<std::uint32_t> counts_{};
    std::deque<std::vector<ItemNumber>> sittings_{};
    std::uint32_t window_{1};
};

/// The levels in which a sitting may still end.
struct LevelReach {
    std::size_t first{};
    std::size_t last{};
};

class Exposure {
public:
    Exposure(const Pool& pool, const ExposureRules& rules);

    [[nodiscard]] const ExposureRules& rules() const { return rules_; }

    [[nodiscard]] LevelReach reach_of(const Moments& ability) const;

    /// Would giving this item pass a cap, to somebody who may end within this reach?
    [[nodiscard]] bool refuses(ItemNumber item, const LevelReach& reach) const {
        if (worn_[item.value] != 0) return true;
        if (!rules_.level_cap_ppm) return false;
        for (std::size_t level = reach.first; level <= reach.last; ++level)
            if (worn_in_.at(level)[item.value] != 0) return true;
        return false;
    }

    /// … to somebody whose ability is known this well?
    [[nodiscard]] bool refuses(ItemNumber item, const Moments& ability) const {
        return refuses(item, reach_of(ability));
    }

    /// What giving each item costs now, by item, besides its recent use.
    [[nodiscard]] std::span<const float> prices() const { return price_; }

    [[nodiscard]] const RecentUse& recent_use() const { return recent_use_; }

    /// What an item costs more that everybody of about the same ability was given of late.
    [[nodiscard]] float use_price() const { return use_price_; }

    /// What giving this item costs in all to somebody of this ability.
    [[nodiscard]] float price_at(ItemNumber item, double theta) const {
        return price_[item.value] + use_price_ * recent_use_.share(item, theta);
    }

    /// How much an item was used, for the choice of the least used.
    [[nodiscard]] std::uint64_t uses(ItemNumber item) const { return uses_[item.value]; }

    /// A sitting has ended with this estimate, after these draws.
    void add_sitting(const std::vector<ItemNumber>& items, double theta);

    /// A batch of a burn-in has ended: the prices move by `pace` towards the cap; nothing is
    /// counted.
    void learn(const std::vector<double>& rates, double pace);

    /// … and the use price towards what people alike may share, for they shared this much.
    void learn_alike(double shared);

    void set_levels(const LevelBounds& bounds) { bounds_ = bounds; }

    [[nodiscard]] const LevelBounds& levels() const { return bounds_; }

    /// For the use price alone, in a burn-in too.
    void add_use(const std::vector<ItemNumber>& items, double theta);

    /// The prices move a little by what one sitting was given: towards the cap, in an exam as at
    /// the end of a burn-in.
    void follow_use(const std::vector<ItemNumber>& items);

private:
    void find_worn();
    void find_worn_in(std::size_t level);

    ExposureRules rules_;
    LevelBounds bounds_;
    UseWindow all_;
    std::array<UseWindow, kLevels> by_level_{};
    std::vector<std::uint64_t> uses_;
    std::uint64_t sittings_{};
    std::uint64_t allowed_in_window_;
    std::uint64_t allowed_in_all_;
    std::vector<char> worn_;                            ///< by item: once more passes a cap
    std::array<std::vector<char>, kLevels> worn_in_{};  ///< the same of each level's cap
    std::vector<float> price_;
    float use_price_;
    RecentUse recent_use_;
};

}  // namespace probant::engine
