// SPDX-License-Identifier: EUPL-1.2
#include "center/import/csv.h"

#include <algorithm>

namespace probant::center {
namespace {

class Reader {
public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    std::vector<CsvRow> read() {
        while (at_ < text_.size())
            read_row();
        return std::move(rows_);
    }

private:
    void read_row() {
        CsvRow row{.number = ++number_};
        while (true) {
            auto cell = read_cell(row);
            row.cells.push_back(std::move(cell));
            if (!take(separator_)) break;
        }
        take('\r');
        take('\n');
        const bool empty =
            std::ranges::all_of(row.cells, [](const std::string& cell) { return cell.empty(); });
        if (!empty || !row.faults.empty()) rows_.push_back(std::move(row));
    }

    std::string read_cell(CsvRow& row) {
        if (!take('"')) return read_plain();
        auto cell = read_quoted(row);
        auto rest = read_plain();
        if (rest.empty()) return cell;
        row.faults.push_back({.place = row.cells.size(), .fault = CsvFault::TextAfterQuote});
        return cell + rest;
    }

    /// Up to the end of the cell.
    std::string read_plain() {
        const auto end =
            std::min(text_.find_first_of(std::string{separator_} + "\r\n", at_), text_.size());
        std::string cell(text_.substr(at_, end - at_));
        at_ = end;
        return cell;
    }

    /// Up to the quote that closes it.
    std::string read_quoted(CsvRow& row) {
        std::string cell;
        while (at_ < text_.size()) {
            const auto one = text_[at_++];
            if (one != '"') {
                cell += one;
            } else if (take('"')) {
                cell += '"';
            } else {
                return cell;
            }
        }
        row.faults.push_back({.place = row.cells.size(), .fault = CsvFault::NeverClosed});
        return cell;
    }

    bool take(char wanted) {
        if (at_ >= text_.size() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::int64_t number_ = 0;
    std::vector<CsvRow> rows_;
};

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text, char separator) {
    return Reader(text, separator).read();
}

std::string csv_cell(std::string_view text, char separator) {
    std::string cell(text);
    // A leading quote keeps a spreadsheet from running what a person typed.
    if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos)
        cell.insert(cell.begin(), '\'');
    if (cell.find_first_of(std::string{separator} + "\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const auto one : cell) {
        if (one == '"') quoted += '"';
        quoted += one;
    }
    return quoted + '"';
}

}  // namespace probant::center
