// tests/support/closed_session.h: a session that was held and closed, with all it leaves behind.
//
// Role        What sealing, the registry and the verifier start from: the entries of a real
//             journal, the people of its roster, the session it folds into.
// Story       Candidate n does what the n-th story says, again from the first after the last:
//             0 to the end · 1 to the end, a report accepted and one dismissed · 2 given up after
//             24 · 3 technical after 24 · 4 given up after 8 (rejected) · 5 technical after 8
//             (cancelled) · 6 absent · 7 ended by time, a late answer kept. The room is paused
//             once, time is given to one, help is called for.
// Invariants  The same content, seed and number give the same entries, to the byte.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/journal/recorded_session.h"

namespace probant::support {

struct RosterPerson {
    engine::CandidateId candidate{};
    engine::SeatNumber seat{};
    std::string last_name{};
    std::string first_name{};
    std::string birth_date{};
    std::string external_id{};
    engine::Duration extra_time{};
};

/// What the shell adds to the session; the defaults sign nothing.
struct Opening {
    engine::SessionId session{};
    std::string centre{"centre-essai"};
    engine::Digest roster{};
    std::string session_key{"cle"};
    std::string endorsement{"aval"};
};

struct ClosedSession {
    engine::RecordedSession session{};
    std::vector<std::string> entries{};
    std::vector<RosterPerson> people{};
};

constexpr std::size_t kStories = 8;

/// The people whom a_closed_session(…, seed, candidates, …) enrols: their digest can go into the
/// Opening beforehand.
[[nodiscard]] std::vector<RosterPerson> people_of(std::uint64_t seed, std::size_t candidates);

[[nodiscard]] ClosedSession a_closed_session(const engine::Content& content,
                                             std::uint64_t seed,
                                             std::size_t candidates,
                                             const Opening& opening);

/// The same on the small bank, without keys.
[[nodiscard]] ClosedSession a_closed_session(std::uint64_t seed, std::size_t candidates);

}  // namespace probant::support
