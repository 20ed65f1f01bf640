// SPDX-License-Identifier: EUPL-1.2
#include "center/import/csv.h"

#include <algorithm>

namespace probant::center {
namespace {

class Reader {
public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    std::optional<std::vector<CsvRow>> read() {
        while (at_ < text_.size())
            if (!read_row()) return std::nullopt;
        return std::move(rows_);
    }

private:
    /// False when a quote is never closed.
    bool read_row() {
        CsvRow row{.number = line_};
        while (true) {
            auto cell = read_cell();
            if (!cell) return false;
            row.cells.push_back(std::move(*cell));
            if (!take(separator_)) break;
        }
        take('\r');
        take('\n');
        ++line_;
        const bool empty =
            std::ranges::all_of(row.cells, [](const std::string& cell) { return cell.empty(); });
        if (!empty) rows_.push_back(std::move(row));
        return true;
    }

    std::optional<std::string> read_cell() {
        if (take('"')) return read_quoted();
        const auto end =
            std::min(text_.find_first_of(std::string{separator_} + "\r\n", at_), text_.size());
        std::string cell(text_.substr(at_, end - at_));
        at_ = end;
        return cell;
    }

    std::optional<std::string> read_quoted() {
        std::string cell;
        while (at_ < text_.size()) {
            const auto one = text_[at_++];
            if (one == '\n') ++line_;
            if (one != '"') {
                cell += one;
            } else if (take('"')) {
                cell += '"';
            } else {
                return cell;
            }
        }
        return std::nullopt;
    }

    bool take(char wanted) {
        if (at_ >= text_.size() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::int64_t line_ = 1;
    std::vector<CsvRow> rows_;
};

}  // namespace

std::optional<std::vector<CsvRow>> read_csv(std::string_view text, char separator) {
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
