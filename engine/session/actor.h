// engine/session/actor.h: who asks.
//
// Role     Every command carries its actor; every act keeps who, when, from which seat, why.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/base/uuid.h"
#include "engine/session/ids.h"

namespace probant::engine {

/// `Centre` is the server itself: the passing of time, a restart. `Station` is the agent on a
/// candidate's machine: what its camera measured, never what the candidate does.
enum class Role { Candidate, Invigilator, Manager, Centre, Station };

struct Actor {
    Role role{Role::Centre};
    Uuid id{};          ///< a candidate's, an account's or a station's; zero for the centre
    SeatNumber seat{};  ///< 0 where there is none

    friend bool operator==(const Actor&, const Actor&) = default;
};

[[nodiscard]] constexpr Actor the_centre() {
    return {};
}

[[nodiscard]] constexpr Actor candidate_actor(CandidateId id, SeatNumber seat) {
    return {.role = Role::Candidate, .id = id.uuid, .seat = seat};
}

}  // namespace probant::engine
