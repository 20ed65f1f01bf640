// engine/cli/report_json.h: the quality report as JSON, for scripts.
//
// Role     Every figure of the page, and of all items, under stable names; what could not be
//          computed is null, and "unavailable" says what to give.
// Threads  A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/quality/report.h"

namespace probant::engine::cli {

[[nodiscard]] std::string report_json(const quality::Report& report);

}  // namespace probant::engine::cli
