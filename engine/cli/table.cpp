// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>
#include <optional>
#include <system_error>

#include "crypto/base/bytes.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"

namespace probant::engine::cli {
namespace {

constexpr std::uintmax_t kTableBytesMax = std::uintmax_t{256} << 20U;  // a million simulated people

std::vector<std::string> cells_of(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::vector<std::string> cells;
    while (true) {
        const auto comma = line.find(',');
        cells.emplace_back(line.substr(0, comma));
        if (comma == std::string_view::npos) return cells;
        line.remove_prefix(comma + 1);
    }
}

template <class Number>
std::optional<Number> parse(std::string_view text) {
    Number number{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return number;
}

}  // namespace

Table Table::read(const std::string& path) {
    const auto content = to_string(read_file(path, kTableBytesMax));
    Table table;
    table.path_ = path;
    std::string_view rest = content;
    std::size_t width = 0;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        auto cells = cells_of(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (table.columns_.empty()) {
            width = cells.size();
            for (std::size_t n = 0; n < width; ++n) {
                if (!table.columns_.emplace(cells[n], n).second)
                    throw Misuse(path + ": the header names \"" + cells[n] + "\" twice");
            }
            continue;
        }
        if (cells.size() != width) {
            throw Misuse(path + ": row " + std::to_string(table.rows()) + " has " +
                         std::to_string(cells.size()) + " cells, the header " +
                         std::to_string(width));
        }
        table.cells_.push_back(std::move(cells));
    }
    return table;
}

std::string Table::fault(std::size_t row, std::string_view column, std::string_view what) const {
    return path_ + ": row " + std::to_string(row) + ", column " + std::string(column) + ": " +
           std::string(what);
}

const std::string& Table::text(std::size_t row, std::string_view column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end())
        throw Misuse(path_ + ": the column \"" + std::string(column) + "\" is missing");
    return cells_.at(row).at(found->second);
}

double Table::number(std::size_t row, std::string_view column) const {
    const auto value = parse<double>(text(row, column));
    if (!value || !std::isfinite(*value)) throw Misuse(fault(row, column, "is not a number"));
    return *value;
}

std::int64_t Table::integer(std::size_t row, std::string_view column) const {
    const auto value = parse<std::int64_t>(text(row, column));
    if (!value) throw Misuse(fault(row, column, "is not an integer"));
    return *value;
}

double Table::number_within(std::size_t row,
                            std::string_view column,
                            double least,
                            double most) const {
    const double value = number(row, column);
    if (value < least || value > most) throw Misuse(fault(row, column, "is out of all proportion"));
    return value;
}

std::int64_t Table::integer_within(std::size_t row,
                                   std::string_view column,
                                   std::int64_t least,
                                   std::int64_t most) const {
    const auto value = integer(row, column);
    if (value < least || value > most) {
        throw Misuse(fault(
            row, column, "is not one of " + std::to_string(least) + " to " + std::to_string(most)));
    }
    return value;
}

void Table::warn_of_others(const std::vector<std::string>& known) const {
    const auto ignored = others(known);
    if (ignored.empty()) return;
    std::cerr << "probant-engine: " << path_ << ": columns ignored:";
    for (const auto& name : ignored)
        std::cerr << ' ' << name;
    std::cerr << '\n';
}

std::vector<std::string> Table::others(const std::vector<std::string>& known) const {
    std::vector<std::string> others;
    for (const auto& [name, place] : columns_)
        if (std::ranges::find(known, name) == known.end()) others.push_back(name);
    return others;
}

}  // namespace probant::engine::cli
