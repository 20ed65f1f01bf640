// SPDX-License-Identifier: EUPL-1.2
#include "engine/exposure/counts.h"

#include <algorithm>
#include <utility>

#include "engine/exposure/exposure.h"

namespace probant::engine {

std::uint32_t block_of(std::uint32_t window) {
    return (window + kPastBlocks - 1) / kPastBlocks;
}

Reach reach(const PastUse& past, std::uint32_t window, std::uint32_t place) {
    if (past.within.empty()) return {};
    const std::uint32_t block = block_of(window);
    // The window that ends with this sitting goes back furthest. The newest block always counts: it
    // holds what is reserved.
    const std::uint32_t back = window > place ? window - place : 0;
    const std::size_t blocks =
        std::clamp<std::size_t>((back + block - 1) / block, 1, past.within.size());
    return {.counts = past.within[blocks - 1],
            .sittings = std::min(past.sittings, static_cast<std::uint32_t>(blocks) * block)};
}

bool fits(const PastUse& past, std::size_t items, std::uint32_t window) {
    const auto is_count = [&](const ItemCounts& counts) {
        return counts.size() == items &&
               std::ranges::all_of(counts, [&](std::uint32_t one) { return one <= window; });
    };
    if (past.sittings >= window || past.within.size() > kPastBlocks) return false;
    if (!past.levels.empty() && past.levels.size() != kLevels) return false;
    return std::ranges::all_of(past.within, is_count) &&
           std::ranges::all_of(past.levels, [&](const LevelUse& one) {
               return one.sittings <= window && is_count(one.counts);
           });
}

PastCounter::PastCounter(std::size_t items, std::uint32_t window)
    : window_(window), reserved_(items, 0) {}

void PastCounter::add(std::span<const ItemNumber> items) {
    if (past_.sittings + 1 >= window_) return;
    if (past_.sittings % block_of(window_) == 0) {
        past_.within.push_back(past_.within.empty() ? ItemCounts(reserved_.size(), 0)
                                                    : past_.within.back());
    }
    ++past_.sittings;
    for (const ItemNumber item : items)
        ++past_.within.back()[item.value];
}

void PastCounter::reserve(const ItemCounts& counts) {
    reserves_ = true;
    for (std::size_t item = 0; item < reserved_.size(); ++item)
        reserved_[item] += counts[item];
}

PastUse PastCounter::take() {
    if (reserves_ && past_.within.empty()) past_.within.emplace_back(reserved_.size(), 0);
    for (ItemCounts& counts : past_.within) {
        for (std::size_t item = 0; item < counts.size(); ++item)
            counts[item] = std::min(counts[item] + reserved_[item], window_);
    }
    return std::move(past_);
}

}  // namespace probant::engine
