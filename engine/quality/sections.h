// engine/quality/sections.h: the parts of the quality report's page, one function a part.
//
// Role        Puts figures into sentences, tables and charts, in both languages. What could not be
//             computed says what to give.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "engine/page/page.h"
#include "engine/quality/report.h"

namespace probant::engine::quality {

[[nodiscard]] page::Section summary_section(const Report& report);
[[nodiscard]] page::Section exposure_section(const Report& report);
[[nodiscard]] page::Section overlap_section(const Report& report);
[[nodiscard]] page::Section precision_section(const Report& report);
[[nodiscard]] page::Section violations_section(const Report& report);
[[nodiscard]] page::Section dif_section(const Report& report);
[[nodiscard]] page::Section drift_section(const Report& report);
[[nodiscard]] page::Section answers_section(const Report& report);

}  // namespace probant::engine::quality
