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

/// The weight of one sitting in a band's recent use: about fifty are remembered.
constexpr float kRecent = 0.02F;

/// What an item that everybody of a band is given costs more, in units: people alike then share
/// four items in ten rather than five, for a twenty-fifth of the information.
constexpr float kUsePrice = 0.15F;

/// The quintiles of N(0, 1), until a burn-in measures those of the estimates.
constexpr LevelBounds kNormalQuintiles{-0.841621, -0.253347, 0.253347, 0.841621};

/// An estimate this many SDs from a level may still end in it.
constexpr double kReach = 1.5;

/// An estimate that ends beyond its reach adds a use that no level foresaw: room is left for it.
constexpr double kLevelAim = 0.97;

/// The first sittings of a level are allowed what this many are.
constexpr std::uint32_t kFirstOfLevel = 50;

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

Exposure::Exposure(std::size_t items, const ExposureRules& rules)
    : rules_(rules),
      bounds_(kNormalQuintiles),
      all_(items, rules.window),
      uses_(items, 0),
      allowed_in_window_(allowed(rules.cap_ppm, rules.window)),
      allowed_in_all_(allowed_in_window_),
      price_(items, 0) {
    ENSURE(rules.window > 0 && rules.level_window > 0);
    by_level_.fill(UseWindow(items, rules.level_window));
    use_.fill(std::vector<float>(items, 0));
    prices_.fill(std::vector<float>(items, 0));
}

std::size_t Exposure::band_of(double theta) {
    constexpr double kWidth = 0.5;
    const double place = theta / kWidth + static_cast<double>(kBands) / 2;
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(kBands - 1)));
}

bool Exposure::passes_level_cap(ItemNumber item, const Moments& ability) const {
    const std::size_t first = engine::level_of(bounds_, ability.mean - kReach * ability.sd);
    const std::size_t last = engine::level_of(bounds_, ability.mean + kReach * ability.sd);
    const double share =
        kLevelAim * static_cast<double>(rules_.level_cap_ppm.value_or(kMillionth)) / kMillionth;
    for (std::size_t level = first; level <= last; ++level) {
        const UseWindow& window = by_level_.at(level);
        const auto sittings =
            std::min(std::max(window.sittings() + 1, kFirstOfLevel), rules_.level_window);
        if (window.count(item) + 1 > share * sittings) return true;
    }
    return false;
}

std::span<const float> Exposure::prices_at(double theta) const {
    return rules_.level_cap_ppm ? prices_.at(band_of(theta)) : std::span<const float>(price_);
}

void Exposure::reprice(std::size_t band) {
    const auto& use = use_.at(band);
    auto& prices = prices_.at(band);
    for (std::size_t item = 0; item < price_.size(); ++item)
        prices[item] = price_[item] + kUsePrice * static_cast<float>(kUnit) * use[item];
}

void Exposure::add_use(const std::vector<ItemNumber>& items, double theta) {
    if (!rules_.level_cap_ppm) return;
    auto& use = use_.at(band_of(theta));
    for (float& one : use)
        one *= 1 - kRecent;
    for (const ItemNumber item : items)
        use[item.value] += kRecent;
    for (std::size_t band = 0; band < kBands; ++band)
        reprice(band);
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
    all_.add(items);
    by_level_.at(engine::level_of(bounds_, theta)).add(items);
    for (const ItemNumber item : items)
        ++uses_[item.value];
    ++sittings_;
    allowed_in_all_ =
        allowed(rules_.cap_ppm, std::max<std::uint64_t>(rules_.window, sittings_ + 1));
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
    for (std::size_t band = 0; band < kBands; ++band)
        reprice(band);
}

}  // namespace probant::engine
