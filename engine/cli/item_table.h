// engine/cli/item_table.h: ITEMS.csv, the items as calibration leaves them and takes them up.
//
// Format      item,a,b,c,se_a,se_b,se_c,n,flag,model,categories,b1..b8,se_b1..se_b8; cells that do
//             not apply are empty; 9 decimals.
// Role        Writes it, and reads the fixed items of an earlier one: of a table of fewer columns
//             item, a and b are enough.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calibration/calibrate.h"
#include "engine/models/item_model.h"

namespace probant::engine::cli {

/// As tables name it: 2pl, 3pl, grm.
[[nodiscard]] std::string_view model_name(const ItemModel& model);

[[nodiscard]] std::string item_table(const std::vector<calibration::CalibratedItem>& items);

/// The items of a table, each at its number. Throws Misuse for a number that is not below `items`,
/// a number twice, or a parameter that cannot be.
[[nodiscard]] std::vector<std::optional<ItemModel>> read_fixed_items(const std::string& path,
                                                                     std::size_t items);

}  // namespace probant::engine::cli
