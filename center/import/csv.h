// center/import/csv.h: rows and cells of a CSV text (RFC 4180, any separator), and safe cells out.
//
// Role     Knows quotes and line ends, nothing of what the cells mean.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace probant::center {

struct CsvRow {
    std::int64_t number{};  ///< of its first line, from 1
    std::vector<std::string> cells{};
};

/// Rows without any content are left out. Nothing when a quote is never closed.
[[nodiscard]] std::optional<std::vector<CsvRow>> read_csv(std::string_view text, char separator);

/// A cell that no spreadsheet takes for a formula, quoted where it must be.
[[nodiscard]] std::string csv_cell(std::string_view text, char separator);

}  // namespace probant::center
