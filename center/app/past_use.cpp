// SPDX-License-Identifier: EUPL-1.2
#include "center/app/past_use.h"

#include <algorithm>
#include <tuple>

#include "engine/usecases/room_use.h"

namespace probant::center {
namespace {

using engine::ItemCounts;

struct PastSitting {
    const CandidateView* candidate{};
    engine::SessionId session{};
};

/// Newest first; of two that the clock cannot part, in one order on every machine.
bool is_newer(const PastSitting& left, const PastSitting& right) {
    const auto key = [](const PastSitting& one) {
        return std::tuple{one.candidate->started_ms, one.session, one.candidate->id};
    };
    return key(left) > key(right);
}

std::vector<PastSitting> sittings_of(const std::vector<OtherSession>& others,
                                     const engine::Content& content) {
    std::vector<PastSitting> sittings;
    for (const auto& [view, open] : others) {
        if (view->content->bank_digest != content.bank_digest) continue;
        for (const auto& candidate : view->candidates) {
            if (candidate->drawn.empty()) continue;
            sittings.push_back({.candidate = candidate.get(), .session = view->facts.id});
        }
    }
    std::ranges::sort(sittings, is_newer);
    return sittings;
}

/// An item goes to so many of a room at most: what is short of that may still be given.
ItemCounts still_to_give(const SessionView& session, std::size_t items) {
    ItemCounts left(items, engine::most_of_room(session.candidates.size()));
    for (const auto& candidate : session.candidates) {
        for (const auto item : candidate->drawn)
            if (left[item.value] > 0) --left[item.value];
    }
    return left;
}

std::vector<engine::LevelUse> levels_of(const std::vector<PastSitting>& sittings,
                                        const engine::Content& content,
                                        std::uint32_t most) {
    std::vector<engine::LevelUse> levels(engine::kLevels,
                                         {.counts = ItemCounts(content.pool.size(), 0)});
    for (const auto& sitting : sittings) {
        auto& level = levels.at(level_of(content.use_prices, sitting.candidate->theta_micro));
        if (level.sittings == most) continue;
        ++level.sittings;
        for (const auto item : sitting.candidate->drawn)
            ++level.counts[item.value];
    }
    return levels;
}

}  // namespace

std::optional<engine::PastUse> past_use(const std::vector<OtherSession>& others,
                                        const engine::Content& content) {
    if (!content.rules.exposure) return std::nullopt;
    const auto& caps = content.rules.exposure->caps;
    engine::PastCounter counter(content.pool.size(), caps.window);
    const auto sittings = sittings_of(others, content);
    for (const auto& sitting : sittings)
        counter.add(sitting.candidate->drawn);
    for (const auto& [view, open] : others) {
        if (open && view->content->bank_digest == content.bank_digest)
            counter.reserve(still_to_give(*view, content.pool.size()));
    }
    auto past = counter.take();
    if (caps.level_cap_ppm) past.levels = levels_of(sittings, content, caps.level_window - 1);
    return past;
}

}  // namespace probant::center
