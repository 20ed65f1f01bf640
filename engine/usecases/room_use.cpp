// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/room_use.h"

#include <algorithm>

namespace probant::engine {
namespace {

constexpr std::uint32_t kPermilleWhole = 1000;

bool sit_side_by_side(const Candidate& one, const Candidate& other) {
    return one.seat.value + 1 == other.seat.value || other.seat.value + 1 == one.seat.value;
}

/// Of a person who has not started: nothing.
const TestState* test_of(const Candidate& candidate) {
    const auto* sitting = sitting_of(candidate);
    return sitting == nullptr ? nullptr : &sitting->test;
}

std::uint32_t common_items(const TestState& one, const TestState& other) {
    std::uint32_t common = 0;
    for (const GivenItem& given : one.given) {
        const bool is_shared = std::ranges::any_of(
            other.given, [&](const GivenItem& theirs) { return theirs.item == given.item; });
        if (is_shared) ++common;
    }
    return common;
}

}  // namespace

std::uint32_t most_of_room(std::size_t enrolled) {
    return std::max(kRoomLeast,
                    static_cast<std::uint32_t>(enrolled) * kRoomPermille / kPermilleWhole);
}

std::vector<char> worn_items(const Room& room, const Candidate& candidate, const Content& content) {
    // A training has few questions to choose from, and nothing that is worth copying.
    if (content.rules.purpose == Purpose::Training) return {};
    std::vector<char> worn(content.pool.size(), 0);
    bool any = false;
    const auto wear = [&](ItemNumber item) {
        worn[item.value] = 1;
        any = true;
    };
    const std::uint32_t most = most_of_room(room.candidates.size());
    for (std::uint32_t item = 0; item < room.given.size(); ++item)
        if (room.given[item] >= most) wear({item});

    const auto* own = test_of(candidate);
    const auto length = content.rules.selection.blueprint.length;
    const std::uint32_t shared = length * kNeighboursPermille / kPermilleWhole;
    for (const Candidate& other : room.candidates) {
        const auto* theirs = test_of(other);
        if (theirs == nullptr || !sit_side_by_side(candidate, other)) continue;
        if (own == nullptr || common_items(*own, *theirs) < shared) continue;
        for (const GivenItem& given : theirs->given)
            wear(given.item);
    }
    if (!any) worn.clear();
    return worn;
}

}  // namespace probant::engine
