// center/api/stills.h: the picture of an alert, for those who may see it.
//
// Role        An invigilator of the session sees them all, a candidate their own.
// Invariants  What was deleted is nowhere; a picture is never kept by a browser.
// Threads     Any HTTP thread: reads the session's file for itself.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "center/api/services.h"
#include "server/http/reply.h"

namespace probant::center {

/// 404 where there is none, or it is another candidate's than `only`.
[[nodiscard]] server::Reply reply_still(const Services& services,
                                        const SessionView& session,
                                        std::uint32_t alert,
                                        std::optional<engine::CandidateId> only);

}  // namespace probant::center
