// center/import/csv.h: rows and cells of a CSV text (RFC 4180, any separator), and safe cells out.
//
// Role     Knows quotes and line ends, nothing of what the cells mean.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace probant::center {

enum class CsvFault : std::uint8_t {
    TextAfterQuote,  ///< "Camille" Rousseau
    NeverClosed,     ///< the quote that opens the cell: it holds all that follows
};

/// What is wrong with the quotes of a cell, by its place in the row.
struct CsvCellFault {
    std::size_t place{};
    CsvFault fault{};
};

struct CsvRow {
    std::int64_t number{};  ///< from 1, as a spreadsheet counts: a cell of two lines is one row
    std::vector<std::string> cells{};
    std::vector<CsvCellFault> faults{};
};

/// Rows without any content are left out.
[[nodiscard]] std::vector<CsvRow> read_csv(std::string_view text, char separator);

/// A cell that no spreadsheet takes for a formula, quoted where it must be.
[[nodiscard]] std::string csv_cell(std::string_view text, char separator);

}  // namespace probant::center
