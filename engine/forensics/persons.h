// engine/forensics/persons.h: every person of a session, tested.
//
// Role        One finding for each person and each statistic that the session can feed.
// Order       By person, then lz_star, l_t, rapid, preknown.
// Threads     A free function; each person has streams of chance of their own.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "engine/forensics/people.h"
#include "engine/forensics/session.h"

namespace probant::engine::forensics {

struct Level {
    double alpha{};
    std::uint64_t seed{};
};

[[nodiscard]] std::vector<PersonFinding> test_persons(const Session& session,
                                                      const People& people,
                                                      Level level);

}  // namespace probant::engine::forensics
