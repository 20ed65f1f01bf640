// center/api/acts.h: an act of the console, read from its JSON into a command.
//
// Role     One reader an act, strict; the words of the API are those of 1EdTech's Assessment
//          Control where it has one (pause, resume, update, terminate).
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "center/api/services.h"
#include "server/http/fields.h"

namespace probant::center {

struct Act {
    engine::Command command{};
    std::vector<SideRecord> sides{};
};

/// Reads `fields` (the members of "act"); the caller asks fields.refusal() afterwards.
[[nodiscard]] Act read_act(server::Fields& fields,
                           Services& services,
                           engine::SessionId session,
                           engine::CommandId order);

}  // namespace probant::center
