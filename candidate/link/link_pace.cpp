// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/link_pace.h"

namespace probant::candidate {

void LinkPace::heartbeat_begins(engine::Instant now) {
    next_heartbeat_ = now + kHeartbeatEvery;
}

void LinkPace::answered(engine::Instant now) {
    last_answer_ = now;
    answered_once_ = true;
    failures_ = 0;
    not_before_ = now;
}

void LinkPace::failed(engine::Instant now, Chance chance) {
    ++failures_;
    not_before_ = now + wait_after(failures_, chance);
    // What is tried first after a failure is a heartbeat: it is small and says whether we are back.
    next_heartbeat_ = not_before_;
}

}  // namespace probant::candidate
