// engine/exposure/exposure.h: how worn each item is, and what giving it once more costs.
//
// Role        A known item measures nobody. Counts who was given what in sliding windows of
//             sittings, refuses what would pass a cap (the hard guard), and prices items so that
//             the guard is seldom needed. Prices come from a burn-in and follow the use.
// Cap         An item counts when drawn. No item is in more than floor(R x window) of a sitting and
//             the window - 1 before it, nor in more than that share of all the sittings so far.
// By level    With a level cap the same holds among the sittings that end in each of kLevels bands
//             of ability, and a use price spreads the draws of people alike over more items.
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

#include "engine/adaptive/posterior.h"
#include "engine/bank/ids.h"

namespace probant::engine {

constexpr std::uint32_t kMillionth = 1'000'000;

struct ExposureRules {
    std::uint32_t cap_ppm{kMillionth};             ///< R: a share of the sittings, in millionths
    std::optional<std::uint32_t> level_cap_ppm{};  ///< the same within a level
    std::uint32_t window{2000};
    std::uint32_t level_window{400};
    friend bool operator==(const ExposureRules&, const ExposureRules&) = default;
};

constexpr std::size_t kLevels = 5;

/// The abilities that part the levels, ascending: quintiles of a population.
using LevelBounds = std::array<double, kLevels - 1>;

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

class Exposure {
public:
    Exposure(std::size_t items, const ExposureRules& rules);

    [[nodiscard]] const ExposureRules& rules() const { return rules_; }

    /// Would giving this item pass a cap, to somebody whose ability is known this well?
    [[nodiscard]] bool refuses(ItemNumber item, const Moments& ability) const {
        if (all_.count(item) >= allowed_in_window_ || uses_[item.value] >= allowed_in_all_)
            return true;
        return rules_.level_cap_ppm && passes_level_cap(item, ability);
    }

    /// What giving each item costs now to somebody of about this ability, by item.
    [[nodiscard]] std::span<const float> prices_at(double theta) const;

    /// How much an item was used, for the choice of the least used.
    [[nodiscard]] std::uint64_t uses(ItemNumber item) const { return uses_[item.value]; }

    /// A sitting has ended with this estimate, after these draws.
    void add_sitting(const std::vector<ItemNumber>& items, double theta);

    /// A batch of a burn-in has ended: the prices move by `pace` towards the cap; nothing is
    /// counted.
    void learn(const std::vector<double>& rates, double pace);

    void set_levels(const LevelBounds& bounds) { bounds_ = bounds; }

    [[nodiscard]] const LevelBounds& levels() const { return bounds_; }

    /// For the use price alone, in a burn-in too.
    void add_use(const std::vector<ItemNumber>& items, double theta);

private:
    static constexpr std::size_t kBands = 17;  ///< of use prices, half a unit of ability wide

    [[nodiscard]] static std::size_t band_of(double theta);
    [[nodiscard]] bool passes_level_cap(ItemNumber item, const Moments& ability) const;
    void follow_use(const std::vector<ItemNumber>& items);
    void reprice(std::size_t band);

    ExposureRules rules_;
    LevelBounds bounds_;
    UseWindow all_;
    std::array<UseWindow, kLevels> by_level_{};
    std::vector<std::uint64_t> uses_;
    std::uint64_t sittings_{};
    std::uint64_t allowed_in_window_;
    std::uint64_t allowed_in_all_;
    std::vector<float> price_;
    std::array<std::vector<float>, kBands> use_{};     ///< recent share of a band's sittings
    std::array<std::vector<float>, kBands> prices_{};  ///< price_ and the use price together
};

}  // namespace probant::engine
