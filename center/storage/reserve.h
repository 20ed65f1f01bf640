// center/storage/reserve.h: room kept on the disk, to be given back on the day it is full.
//
// Role        A session that opens sets 64 MiB aside in its folder. When the disk is full they are
//             released, and the session goes on to its end and its closing: all that a room of
//             forty writes in a day is a tenth of that.
// Invariants  Best effort: a disk that has no such room, or cannot set any aside, keeps no session
//             from opening; it is logged.
// Threads     That of the room loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>

namespace probant::center {

constexpr std::int64_t kReserveBytes = std::int64_t{64} << 20;

/// Setting aside must not be what fills the disk.
constexpr std::int64_t kFreeBesides = kReserveBytes / 8;

/// True when it is there, now or before.
bool make_reserve(const std::filesystem::path& folder);

/// True when there was one, which is gone.
bool release_reserve(const std::filesystem::path& folder);

}  // namespace probant::center
