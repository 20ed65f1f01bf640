// center/app/past_use.h: what this centre gave before a session opens, from its other sessions.
//
// Role        An order that opens a session carries it, so that it is in the journal and the
//             session's draws need nothing else. Counts every sitting of the centre with the same
//             bank, the last of a window; of a session that is open now, also what it may still
//             give. A session whose folder was deleted is forgotten.
// Threads     Belongs to the room loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "center/app/view.h"
#include "engine/exposure/counts.h"

namespace probant::center {

struct OtherSession {
    std::shared_ptr<const SessionView> view{};
    bool open{};  ///< now, whether or not it is on the disk yet
};

/// Nothing where the rules cap nothing.
[[nodiscard]] std::optional<engine::PastUse> past_use(const std::vector<OtherSession>& others,
                                                      const engine::Content& content);

}  // namespace probant::center
