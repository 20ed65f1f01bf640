// engine/usecases/room_use.h: which items this room has seen too much of for one candidate.
//
// Role        Items are drawn in parallel in one room, where people see each other's screens: no
//             item goes to more than max(kRoomLeast, kRoomPermille of the enrolled), and two
//             neighbours share at most kNeighboursPermille of a test.
// Invariants  A wish, not a rule of the blueprint: where no complete test is left without these
//             items they are given all the same, and the draw says so.
// Threads     Free function; the room's thread, or a replay's.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/session/room.h"

namespace probant::engine {

constexpr std::uint32_t kRoomLeast = 3;             // a room of a few shares what it must
constexpr std::uint32_t kRoomPermille = 400;        // of the enrolled
constexpr std::uint32_t kNeighboursPermille = 320;  // of the length: 10 of 32

/// To how many of so many enrolled an item goes.
[[nodiscard]] std::uint32_t most_of_room(std::size_t enrolled);

/// By item, 1 for what should not be given to this candidate; empty when that is nothing.
[[nodiscard]] std::vector<char> worn_items(const Room& room,
                                           const Candidate& candidate,
                                           const Content& content);

}  // namespace probant::engine
