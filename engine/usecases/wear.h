// engine/usecases/wear.h: how worn the items are for one draw of a sitting, room and centre alike.
//
// Role        What this room has seen too much of (room_use.h) and, where the rules cap the use of
//             an item over the sittings of a centre, what would pass that cap. What nears it costs
//             more: the prices of the package, moved by the use as a simulation moves them.
// Cap         No item is given to more than floor(cap x window) of any `window` sittings in a row
//             by start (exposure/counts.h), but where no complete test is left without it: then the
//             item given least often is, and the draw says so.
// By level    The same share of the last sittings of each level that the estimate may still end in.
// Threads     Free function; the room's thread, or a replay's.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/adaptive/test_state.h"
#include "engine/session/room.h"

namespace probant::engine {

/// Each by item; empty for nothing.
struct Wear {
    std::vector<char> worn{};
    std::vector<std::uint32_t> uses{};
    std::vector<float> prices{};
};

/// `test` is the candidate's, as it will be at this draw.
[[nodiscard]] Wear wear_of(const Room& room,
                           const Candidate& candidate,
                           const TestState& test,
                           const Content& content);

/// By item, how often it was given in any window with this candidate's sitting; without a cap, in
/// this room.
[[nodiscard]] std::vector<std::uint32_t> uses_in_centre(const Room& room,
                                                        const Candidate& candidate,
                                                        const Content& content);

}  // namespace probant::engine
