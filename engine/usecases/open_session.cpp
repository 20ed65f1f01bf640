// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {
namespace {

/// The past of a session without a cap matters to nobody, and is not kept.
bool is_past_of(const std::optional<PastUse>& past, const Content& content) {
    if (!past) return true;
    const auto& exposure = content.rules.exposure;
    return exposure && fits(*past, content.pool.size(), exposure->caps.window);
}

}  // namespace

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
    if (!is_past_of(command.past, asked.content)) return Refused{Refusal::PastDoesNotFit};
    return Events{SessionOpened{.session_key = command.session_key,
                                .endorsement = command.endorsement,
                                .past = command.past}};
}

}  // namespace probant::engine
