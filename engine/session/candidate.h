// engine/session/candidate.h: a candidate of a session, from the roster to the end.
//
// Role        enrolled → present → authorised → sitting, or absent; and the state of the one-time
//             code that opens a sign-in.
// Invariants  A sitting never goes back to being anything else. The code is used up at sign-in.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <variant>

#include "engine/session/ids.h"
#include "engine/session/sitting.h"
#include "engine/time/instant.h"

namespace probant::engine {

struct Enrolled {
    friend bool operator==(const Enrolled&, const Enrolled&) = default;
};

struct Present {
    friend bool operator==(const Present&, const Present&) = default;
};

/// Ready: the next StartSitting begins the test.
struct Authorised {
    friend bool operator==(const Authorised&, const Authorised&) = default;
};

struct Absent {
    friend bool operator==(const Absent&, const Absent&) = default;
};

using CandidatePhase = std::variant<Enrolled, Present, Authorised, Absent, Sitting>;

struct CodeArmed {
    friend bool operator==(const CodeArmed&, const CodeArmed&) = default;
};

struct CodeUsed {
    friend bool operator==(const CodeUsed&, const CodeUsed&) = default;
};

/// Armed again by the invigilator, on any station, until then.
struct CodeRearmedUntil {
    Instant until{};
    friend bool operator==(const CodeRearmedUntil&, const CodeRearmedUntil&) = default;
};

using CodeState = std::variant<CodeArmed, CodeUsed, CodeRearmedUntil>;

/// What is known of the camera before them.
struct CameraUse {
    std::uint32_t next_opening{};  ///< no opening from here on has said anything yet
    std::uint32_t looks{};         ///< an invigilator looked at who sits there, and let them go on

    /// The last minute kept.
    struct Minute {
        std::uint32_t opening{};
        std::uint32_t minute{};
        friend auto operator<=>(const Minute&, const Minute&) = default;
    };

    std::optional<Minute> kept{};
    std::uint32_t alerts{};  ///< raised
    friend bool operator==(const CameraUse&, const CameraUse&) = default;
};

struct Candidate {
    CandidateId id{};
    SeatNumber seat{};
    Duration extra_time{};
    AccessNeeds needs{};
    bool companion{};
    CandidatePhase phase{Enrolled{}};
    CodeState code{CodeArmed{}};
    bool has_signed_in{};
    CameraUse camera{};

    friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// Null while the candidate has not started.
[[nodiscard]] inline const Sitting* sitting_of(const Candidate& candidate) {
    return std::get_if<Sitting>(&candidate.phase);
}

}  // namespace probant::engine
