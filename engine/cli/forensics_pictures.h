// engine/cli/forensics_pictures.h: the pictures of report.html, as inline SVG.
//
// Role        Histograms of p-values, and plans of rooms with the pairs to check.
// Limits      kSessionsDrawn rooms: those with most pairs to check first.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/cli/forensics_report.h"

namespace probant::engine::cli {

constexpr std::size_t kSessionsDrawn = 20;

[[nodiscard]] std::string escaped(std::string_view text);

/// At most `figures` significant figures.
[[nodiscard]] std::string number_text(double number, int figures);

[[nodiscard]] std::string histogram_svg(const forensics::StatisticSummary& summary);

/// The plans of all rooms to draw; empty when no seat is known.
[[nodiscard]] std::string rooms_svg(const ForensicsReport& report);

/// Whether any statistic of the pair is to be checked.
[[nodiscard]] bool is_to_check(const forensics::ComparedPair& pair, double alpha);

}  // namespace probant::engine::cli
