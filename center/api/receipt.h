// center/api/receipt.h: the candidate's proof that the hand-in is in the journal.
//
// Role     Reads the session's file for itself, read-only: the checkpoint that covers the entry
//          which ended the sitting, and the path from that entry to its root (C2SP tlog-proof).
// Threads  Any HTTP thread; opens its own connection.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

#include "center/app/view.h"
#include "server/http/reply.h"

namespace probant::center {

[[nodiscard]] server::Reply receipt_reply(const std::filesystem::path& sessions_folder,
                                          const SessionView& session,
                                          const CandidateView& candidate);

}  // namespace probant::center
