// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/exposure.h"

#include <algorithm>

#include "crypto/base/ensure.h"

namespace probant::engine::quality {
namespace {

Use most_used(const std::vector<double>& rates) {
    const auto most = std::ranges::max_element(rates);
    return {.item = ItemNumber{static_cast<std::uint32_t>(most - rates.begin())}, .rate = *most};
}

std::size_t count_over(const std::vector<double>& rates, double cap) {
    return static_cast<std::size_t>(
        std::ranges::count_if(rates, [cap](double rate) { return is_over(rate, cap); }));
}

/// The share of these sittings each item was given in.
std::vector<double> rates_of(const Run& run,
                             const std::vector<std::size_t>& places,
                             std::size_t items) {
    std::vector<std::size_t> counts(items, 0);
    for (const std::size_t place : places) {
        for (const ItemNumber item : run.sittings[place].items)
            ++counts[item.value];
    }
    std::vector<double> rates(items, 0);
    if (places.empty()) return rates;
    for (std::size_t item = 0; item < items; ++item)
        rates[item] = static_cast<double>(counts[item]) / static_cast<double>(places.size());
    return rates;
}

/// A window that slides over the sittings, one at a time.
class Window {
public:
    Window(std::size_t items, std::size_t length, double cap)
        : counts_(items, 0), length_(length), cap_(cap) {}

    void enter(const RunSitting& sitting) {
        for (const ItemNumber item : sitting.items) {
            const bool before = over(counts_[item.value]);
            if (over(++counts_[item.value]) && !before) ++over_;
        }
    }

    void leave(const RunSitting& sitting) {
        for (const ItemNumber item : sitting.items) {
            const bool before = over(counts_[item.value]);
            if (!over(--counts_[item.value]) && before) --over_;
        }
    }

    [[nodiscard]] double rate(ItemNumber item) const { return rate_of(counts_[item.value]); }

    [[nodiscard]] bool any_over() const { return over_ > 0; }

private:
    [[nodiscard]] double rate_of(std::size_t count) const {
        return static_cast<double>(count) / static_cast<double>(length_);
    }

    [[nodiscard]] bool over(std::size_t count) const { return is_over(rate_of(count), cap_); }

    std::vector<std::size_t> counts_;
    std::size_t length_;
    double cap_;
    std::size_t over_{};
};

void slide(Exposure& exposure, const Run& run, const ExposureLimits& limits) {
    const std::size_t length = std::min(limits.window, run.sittings.size());
    exposure.window = length;
    if (length == 0) return;
    exposure.windows = run.sittings.size() - length + 1;
    Window window(exposure.rates.size(), length, limits.cap);
    const auto look_at = [&](ItemNumber item) {
        if (window.rate(item) > exposure.most_in_window.rate)
            exposure.most_in_window = {.item = item, .rate = window.rate(item)};
    };
    for (std::size_t place = 0; place < run.sittings.size(); ++place) {
        window.enter(run.sittings[place]);
        if (place >= length) window.leave(run.sittings[place - length]);
        // No other item is more frequent in this window than in the one before; and while the
        // first one fills, each item is seen at its last entry.
        for (const ItemNumber item : run.sittings[place].items)
            look_at(item);
        if (place + 1 >= length && window.any_over()) ++exposure.windows_over_cap;
    }
}

LevelExposure level_of(const Run& run,
                       const std::vector<std::size_t>& places,
                       std::size_t items,
                       double cap) {
    LevelExposure level;
    if (places.empty()) return level;
    const auto rates = rates_of(run, places, items);
    level.sittings = places.size();
    level.estimate_low = run.sittings[places.front()].estimate;
    level.estimate_high = run.sittings[places.back()].estimate;
    level.most = most_used(rates);
    level.over_cap = count_over(rates, cap);
    return level;
}

}  // namespace

bool is_over(double rate, double cap) {
    constexpr double kRounding = 1e-9;
    return rate > cap + kRounding;
}

Exposure exposure_of(const Run& run, std::size_t items, const ExposureLimits& limits) {
    ENSURE(items > 0);
    ENSURE(limits.window > 0);
    const auto order = by_estimate(run);
    Exposure exposure;
    exposure.rates = rates_of(run, order, items);
    exposure.used = count_over(exposure.rates, 0);
    exposure.over_cap = count_over(exposure.rates, limits.cap);
    exposure.most = most_used(exposure.rates);
    slide(exposure, run, limits);
    for (std::size_t level = 0; level < kLevels; ++level) {
        // Rank r is of level floor(5 r / n).
        const auto start_of = [&](std::size_t n) {
            return static_cast<std::ptrdiff_t>((n * order.size() + kLevels - 1) / kLevels);
        };
        exposure.levels.at(level) =
            level_of(run,
                     {order.begin() + start_of(level), order.begin() + start_of(level + 1)},
                     items,
                     limits.level_cap);
    }
    return exposure;
}

}  // namespace probant::engine::quality
