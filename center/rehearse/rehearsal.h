// center/rehearse/rehearsal.h: a room of simulated people over the real protocol.
//
// Role        Makes a session from an invented list, lets the stations sit it and an invigilator
//             supervise it, closes it, compares what was acknowledged with what is held.
// Threads     run_rehearsal() plays everybody on the thread that calls it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "center/rehearse/plan.h"
#include "center/rehearse/tally.h"

namespace probant::center::rehearse {

/// Throws std::runtime_error when it cannot begin: nobody answers, a sign-in is refused, a package
/// cannot be read.
[[nodiscard]] Tally run_rehearsal(const Plan& plan);

/// Makes a session and nothing more; the codes by which people may come in, a line each. Throws as
/// run_rehearsal() does.
[[nodiscard]] std::string invite_people(const Plan& plan);

/// The list of an invented room, as a manager would send it.
[[nodiscard]] std::string invented_roster(std::size_t stations);

}  // namespace probant::center::rehearse
