// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/wear.h"

#include <algorithm>

#include "engine/usecases/room_use.h"

namespace probant::engine {
namespace {

// As in a simulation (exposure/exposure.cpp): how fast a price follows the use, where it aims, and
// how far from its mean an estimate may still end.
constexpr float kFollowedByUse = 0.001F / 32;
constexpr double kUseAim = 0.97;
constexpr double kLevelReach = 0.8;
constexpr std::uint32_t kFirstOfALevel = 50;

/// A sitting that has not started is the next one.
std::uint32_t place_of(const Room& room, const Candidate& candidate) {
    const auto* sitting = sitting_of(candidate);
    return sitting == nullptr ? room.started + 1 : sitting->place;
}

/// A stranger's past is none.
Reach past_of(const Room& room, const ExposureRules& caps, std::uint32_t place) {
    return room.opened.past ? reach(*room.opened.past, caps.window, place) : Reach{};
}

std::vector<std::uint32_t> uses_of(const Room& room, const Reach& past, std::size_t items) {
    std::vector<std::uint32_t> uses(items, 0);
    for (std::size_t item = 0; item < past.counts.size(); ++item)
        uses[item] = past.counts[item];
    for (std::size_t item = 0; item < room.given.size(); ++item)
        uses[item] += room.given[item];
    return uses;
}

/// What the package says, and what the use of these sittings has added or taken since.
std::vector<float> prices_of(const std::vector<std::uint32_t>& uses,
                             std::uint32_t sittings,
                             const std::vector<float>& first,
                             const ExposureRules& caps) {
    const double share = caps.cap_ppm * kUseAim / kMillionth;
    const auto rise = static_cast<float>(kFollowedByUse / share);
    const float fall = kFollowedByUse * static_cast<float>(sittings);
    std::vector<float> prices(uses.size(), 0);
    for (std::size_t item = 0; item < uses.size(); ++item) {
        const float price = (first.empty() ? 0.0F : first[item]) - fall;
        prices[item] = std::max(0.0F, price + rise * static_cast<float>(uses[item]));
    }
    return prices;
}

/// One level's sittings, those of the past and those of this room.
struct LevelSeen {
    const LevelUse* past{};
    const LevelUse* here{};

    [[nodiscard]] std::uint32_t count(std::size_t item) const {
        return (past == nullptr ? 0 : past->counts[item]) +
               (here == nullptr ? 0 : here->counts[item]);
    }

    [[nodiscard]] std::uint32_t sittings() const {
        return (past == nullptr ? 0 : past->sittings) + (here == nullptr ? 0 : here->sittings);
    }
};

LevelSeen level_seen(const Room& room, std::size_t level) {
    LevelSeen seen;
    if (room.opened.past && !room.opened.past->levels.empty())
        seen.past = &room.opened.past->levels.at(level);
    if (!room.by_level.empty()) seen.here = &room.by_level.at(level);
    return seen;
}

/// What a level's cap allows: a share of the last so many sittings of the level.
struct LevelCap {
    double share{};
    std::uint32_t window{};
};

/// Wears what would pass the cap of a level in which this estimate may still end.
void wear_by_level(std::vector<char>& worn,
                   const Room& room,
                   const TestState& test,
                   const Content& content,
                   const LevelCap& cap) {
    const auto ability = moments(test.likelihood, content.rules.selection.prior_sd_milli);
    const auto& bounds = content.use_prices.levels;
    const auto first = level_of(bounds, ability.mean - kLevelReach * ability.sd);
    const auto last = level_of(bounds, ability.mean + kLevelReach * ability.sd);
    for (auto level = first; level <= last; ++level) {
        const auto seen = level_seen(room, level);
        const auto sittings = std::min(std::max(seen.sittings() + 1, kFirstOfALevel), cap.window);
        for (std::size_t item = 0; item < worn.size(); ++item)
            if (seen.count(item) + 1 > cap.share * sittings) worn[item] = 1;
    }
}

}  // namespace

std::vector<std::uint32_t> uses_in_centre(const Room& room,
                                          const Candidate& candidate,
                                          const Content& content) {
    const auto& exposure = content.rules.exposure;
    const auto past = exposure ? past_of(room, exposure->caps, place_of(room, candidate)) : Reach{};
    return uses_of(room, past, content.pool.size());
}

Wear wear_of(const Room& room,
             const Candidate& candidate,
             const TestState& test,
             const Content& content) {
    Wear wear{.worn = worn_items(room, candidate, content), .uses = {}, .prices = {}};
    const auto& exposure = content.rules.exposure;
    if (!exposure) return wear;
    const auto& caps = exposure->caps;
    const auto past = past_of(room, caps, place_of(room, candidate));
    wear.uses = uses_of(room, past, content.pool.size());
    wear.prices =
        prices_of(wear.uses, past.sittings + room.started, content.use_prices.by_item, caps);
    wear.worn.resize(content.pool.size(), 0);
    const auto most = std::uint64_t{caps.window} * caps.cap_ppm / kMillionth;
    for (std::size_t item = 0; item < wear.uses.size(); ++item)
        if (wear.uses[item] >= most) wear.worn[item] = 1;
    if (caps.level_cap_ppm) {
        wear_by_level(
            wear.worn,
            room,
            test,
            content,
            {.share = kUseAim * *caps.level_cap_ppm / kMillionth, .window = caps.level_window});
    }
    return wear;
}

}  // namespace probant::engine
