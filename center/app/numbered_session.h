// center/app/numbered_session.h: which session has this number.
//
// Role        For the commands at the server that people give a number to, as on the console.
// Threads     Free functions, used by the main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "center/app/config.h"
#include "engine/session/ids.h"

namespace probant::center {

[[nodiscard]] std::optional<engine::SessionId> session_numbered(const CentreConfig& config,
                                                                const std::string& number);

/// Says that no session has this number; the exit status of the program.
[[nodiscard]] int refuse_number();

}  // namespace probant::center
