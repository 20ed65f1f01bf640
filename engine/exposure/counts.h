// engine/exposure/counts.h: what a centre has given before a session opens, as small as it may be.
//
// Role        A session is told, when it opens, how often each item was given in the sittings
//             before it, by age; its journal then holds all that its draws depend on. With what the
//             session itself gives it bounds the use of an item in every window.
// Guarantee   reach() counts every sitting that can share a window of `window` sittings in a row,
//             by start, with the `place`-th sitting of the session: at most one block too many,
//             never one too few. What a session opened earlier may still give is reserved.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/bank/ids.h"

namespace probant::engine {

/// The window is counted in so many blocks: a long session forgets its past block by block.
constexpr std::uint32_t kPastBlocks = 20;

/// By item.
using ItemCounts = std::vector<std::uint32_t>;

/// The last sittings of one level of ability, and what they were given.
struct LevelUse {
    std::uint32_t sittings{};
    ItemCounts counts{};
    friend bool operator==(const LevelUse&, const LevelUse&) = default;
};

struct PastUse {
    std::uint32_t sittings{};          ///< counted: of a window all but one, or fewer
    std::vector<ItemCounts> within{};  ///< within[k]: in the k + 1 newest blocks together
    std::vector<LevelUse> levels{};    ///< kLevels of them, or none
    friend bool operator==(const PastUse&, const PastUse&) = default;
};

/// How many sittings a block holds.
[[nodiscard]] std::uint32_t block_of(std::uint32_t window);

/// The past that matters to the `place`-th sitting of a session, from 1.
struct Reach {
    std::span<const std::uint32_t> counts{};  ///< by item; empty: nothing was given
    std::uint32_t sittings{};
};

[[nodiscard]] Reach reach(const PastUse& past, std::uint32_t window, std::uint32_t place);

/// Whether it is a past that a centre could tell: of this many items, and no count above a window.
[[nodiscard]] bool fits(const PastUse& past, std::size_t items, std::uint32_t window);

/// Gathers the sittings before a session, the newest first.
class PastCounter {
public:
    PastCounter(std::size_t items, std::uint32_t window);

    /// A sitting older than those before; past the window it is not counted.
    void add(std::span<const ItemNumber> items);

    /// What another session, open already, may still give of each item.
    void reserve(const ItemCounts& counts);

    [[nodiscard]] PastUse take();

private:
    std::uint32_t window_;
    ItemCounts reserved_;
    bool reserves_{};
    PastUse past_{};
};

}  // namespace probant::engine
