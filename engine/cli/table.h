// engine/cli/table.h: the tables that simulations read: CSV with a header, and answers as bytes.
//
// Role        Reads what docs say and refuses the rest with one line naming file, row and column.
// Format      UTF-8, ',' between cells, '.' in numbers, no quotes; columns nobody asks for are
//             ignored.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace probant::engine::cli {

class Table {
public:
    /// Throws Misuse when the file cannot be read or a row has another number of cells.
    [[nodiscard]] static Table read(const std::string& path);

    [[nodiscard]] std::size_t rows() const { return cells_.size(); }

    /// Each throws Misuse when there is no such column or the cell is not what is asked.
    [[nodiscard]] double number(std::size_t row, std::string_view column) const;
    [[nodiscard]] std::int64_t integer(std::size_t row, std::string_view column) const;

    [[nodiscard]] bool has(std::string_view column) const { return columns_.contains(column); }

    /// The cell as it stands. Throws Misuse when there is no such column.
    [[nodiscard]] const std::string& text(std::size_t row, std::string_view column) const;

    /// The same between two limits, both allowed.
    [[nodiscard]] double number_within(std::size_t row,
                                       std::string_view column,
                                       double least,
                                       double most) const;
    [[nodiscard]] std::int64_t integer_within(std::size_t row,
                                              std::string_view column,
                                              std::int64_t least,
                                              std::int64_t most) const;

    /// The columns that are none of these.
    [[nodiscard]] std::vector<std::string> others(const std::vector<std::string>& known) const;

    /// One line on standard error that names them, when there are any.
    void warn_of_others(const std::vector<std::string>& known) const;

    /// "bank.csv: row 3, column a: <what>".
    [[nodiscard]] std::string fault(std::size_t row,
                                    std::string_view column,
                                    std::string_view what) const;

private:
    std::string path_{};
    std::map<std::string, std::size_t, std::less<>> columns_{};
    std::vector<std::vector<std::string>> cells_{};
};

}  // namespace probant::engine::cli
