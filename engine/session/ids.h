// engine/session/ids.h: what names a thing in a session; none can be taken for another.
//
// Role     A seat is never a draw, a candidate never an account: the compiler says so.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

#include "crypto/base/strong_id.h"

namespace probant::engine {

using SessionId = TaggedUuid<struct SessionIdTag>;
using CandidateId = TaggedUuid<struct CandidateIdTag>;  // random: a name never enters the journal
using AccountId = TaggedUuid<struct AccountIdTag>;      // an invigilator's or a manager's
using CommandId = TaggedUuid<struct CommandIdTag>;      // given by whoever asks, kept for ever

using SeatNumber = StrongId<struct SeatNumberTag>;
using AlertNumber = StrongId<struct AlertNumberTag>;  // from 1, in the order they were opened
using DrawNumber = StrongId<struct DrawNumberTag>;    // the k-th question drawn, from 1
using Rank = StrongId<struct RankTag>;                // the place shown to the candidate, from 1

/// 64 bits from the operating system, journalled when a sitting starts: all its chance.
struct Seed {
    std::uint64_t value{};
    friend auto operator<=>(const Seed&, const Seed&) = default;
};

}  // namespace probant::engine
