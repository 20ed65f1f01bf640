// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {

Verdict judge(const OpenSession& command, const Asked& asked) {
    switch (asked.room.phase) {
        case SessionPhase::Empty:
            return Refused{Refusal::NothingCreated};
        case SessionPhase::Open:
            return Refused{Refusal::AlreadyOpen};
        case SessionPhase::Closed:
            return Refused{Refusal::SessionIsClosed};
        case SessionPhase::Draft:
            break;
    }
    return Events{
        SessionOpened{.session_key = command.session_key, .endorsement = command.endorsement}};
}

}  // namespace probant::engine
