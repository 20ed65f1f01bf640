// engine/quality/report_page.h: the quality report as a page that people read.
//
// Role     All the sections in order, in one HTML file.
// Threads  A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/quality/report.h"

namespace probant::engine::quality {

[[nodiscard]] std::string report_page(const Report& report);

}  // namespace probant::engine::quality
