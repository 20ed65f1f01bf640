// SPDX-License-Identifier: EUPL-1.2
#include "engine/exposure/exposure.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

/// Prices aim a little under the cap, so that the guard is seldom met.
constexpr double kAim = 0.97;

/// A price's unit: what one of kBestTest items is worth on average.
constexpr double kUnit = 1.0 / 32;

/// How fast prices follow the use of one sitting, in units.
constexpr double kFollow = 0.001;

/// What an item that everybody alike was given costs more, in units. At this price people alike
/// share less, and the information lost is too little to be seen.
constexpr float kUsePrice = 0.08F;

/// With a level cap: they share four questions in ten, for a hundredth of the information.
constexpr float kUsePriceByLevel = 0.40F;

/// Where a rule says what they may share: at first, and how it moves for each whole test of excess.
constexpr float kUsePriceOfRule = 0.50F;
constexpr double kUseStep = 1.5;

/// A rule of what people alike may share is aimed at from below: an exam is longer than a burn-in.
constexpr double kAlikeAim = 0.92;

/// An estimate this many SDs from a level may still end in it.
constexpr double kReach = 1.0;

/// An estimate that ends beyond its reach adds a use that no level foresaw: room is left for it.
constexpr double kLevelAim = 0.96;

/// The first sittings of a level are allowed what this many are.
constexpr std::uint32_t kFirstOfLevel = 50;

float first_use_price(const ExposureRules& rules) {
    if (rules.alike_ppm) return kUsePriceOfRule;
    return rules.level_cap_ppm ? kUsePriceByLevel : kUsePrice;
}

std::uint64_t allowed(std::uint32_t share_ppm, std::uint64_t sittings) {
    return sittings * share_ppm / kMillionth;
}

}  // namespace

std::size_t level_of(const LevelBounds& bounds, double theta) {
    return static_cast<std::size_t>(std::ranges::upper_bound(bounds, theta) - bounds.begin());
}

void UseWindow::add(const std::vector<ItemNumber>& items) {
    sittings_.push_back(items);
    for (const ItemNumber item : items)
        ++counts_[item.value];
    if (sittings_.size() < window_) return;
    for (const ItemNumber item : sittings_.front())
        --counts_[item.value];
    sittings_.pop_front();
}

Exposure::Exposure(const Pool& pool, const ExposureRules& rules)
    : rules_(rules),
      bounds_(kNormalQuintiles),
      all_(pool.size(), rules.window),
      uses_(pool.size(), 0),
      allowed_in_window_(allowed(rules.cap_ppm, rules.window)),
      allowed_in_all_(allowed_in_window_),
      worn_(pool.size(), 0),
      price_(pool.size(), 0),
      use_price_(static_cast<float>(kUnit) * first_use_price(rules)),
      recent_use_(pool.worth()) {
    ENSURE(rules.window > 0 && rules.level_window > 0);
    by_level_.fill(UseWindow(pool.size(), rules.level_window));
    worn_in_.fill(std::vector<char>(pool.size(), 0));
    find_worn();
    for (std::size_t level = 0; level < kLevels; ++level)
        find_worn_in(level);
}

LevelReach Exposure::reach_of(const Moments& ability) const {
    return {.first = engine::level_of(bounds_, ability.mean - kReach * ability.sd),
            .last = engine::level_of(bounds_, ability.mean + kReach * ability.sd)};
}

void Exposure::find_worn() {
    for (std::uint32_t item = 0; item < worn_.size(); ++item) {
        const bool is_worn =
            all_.count({item}) >= allowed_in_window_ || uses_[item] >= allowed_in_all_;
        worn_[item] = is_worn ? 1 : 0;
    }
}

void Exposure::find_worn_in(std::size_t level) {
    if (!rules_.level_cap_ppm) return;
    const UseWindow& window = by_level_.at(level);
    const auto sittings =
        std::min(std::max(window.sittings() + 1, kFirstOfLevel), rules_.level_window);
    const double most = kLevelAim * *rules_.level_cap_ppm / kMillionth * sittings;
    auto& worn = worn_in_.at(level);
    for (std::uint32_t item = 0; item < worn.size(); ++item)
        worn[item] = window.count({item}) + 1 > most ? 1 : 0;
}

void Exposure::add_use(const std::vector<ItemNumber>& items, double theta) {
    recent_use_.add(items, theta);
}

void Exposure::follow_use(const std::vector<ItemNumber>& items) {
    const auto fall = static_cast<float>(kFollow * kUnit);
    const double cap = static_cast<double>(rules_.cap_ppm) / kMillionth;
    for (float& price : price_)
        price = std::max(0.0F, price - fall);
    for (const ItemNumber item : items)
        price_[item.value] += static_cast<float>(kFollow * kUnit / (cap * kAim));
}

void Exposure::add_sitting(const std::vector<ItemNumber>& items, double theta) {
    const std::size_t level = engine::level_of(bounds_, theta);
    all_.add(items);
    by_level_.at(level).add(items);
    for (const ItemNumber item : items)
        ++uses_[item.value];
    ++sittings_;
    allowed_in_all_ =
        allowed(rules_.cap_ppm, std::max<std::uint64_t>(rules_.window, sittings_ + 1));
    find_worn();
    find_worn_in(level);
    follow_use(items);
    add_use(items, theta);
}

void Exposure::learn(const std::vector<double>& rates, double pace) {
    ENSURE(rates.size() == price_.size());
    const double cap = static_cast<double>(rules_.cap_ppm) / kMillionth;
    for (std::size_t item = 0; item < rates.size(); ++item) {
        const double step = pace * kUnit * (rates[item] - cap * kAim) / cap;
        price_[item] = std::max(0.0F, price_[item] + static_cast<float>(step));
    }
}

void Exposure::learn_alike(double shared) {
    if (!rules_.alike_ppm) return;
    const double excess = shared - kAlikeAim * *rules_.alike_ppm / kMillionth;
    const auto step = static_cast<float>(kUnit * kUseStep * excess);
    use_price_ = std::max(0.0F, use_price_ + step);
}

}  // namespace probant::engine
