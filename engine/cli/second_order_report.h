// engine/cli/second_order_report.h: calibrate's second order: what it is given, what is said of it.
//
// Role        Takes the competences of a bank to the items calibrated, and words the two SDs: whole
//             for machines, in thousandths for the rules.
// Refuses     A bank of another number of items, or a domain that is not its competence's.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/bank/competence.h"
#include "engine/calibration/calibrate.h"
#include "engine/calibration/second_order.h"

namespace probant::engine::cli {

/// Of each item of BANK.csv. Throws Misuse.
[[nodiscard]] std::vector<Competence> read_competences(const std::string& path, std::size_t items);

[[nodiscard]] std::vector<calibration::PlacedItem> placed_items(
    const std::vector<Competence>& competences, const calibration::Calibration& calibration);

[[nodiscard]] nlohmann::ordered_json second_order_json(const calibration::SecondOrder& found);

/// One line, as the rules want the figures.
[[nodiscard]] std::string second_order_line(const calibration::SecondOrder& found);

}  // namespace probant::engine::cli
