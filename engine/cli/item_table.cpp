// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/item_table.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "engine/cli/command.h"
#include "engine/cli/table.h"

namespace probant::engine::cli {
namespace {

using calibration::CalibratedItem;
using calibration::ItemFlag;

// Those of a bank: beyond, a typing mistake.
constexpr double kFixedSlopeMost = 20;
constexpr double kFixedDifficultyMost = 20;
constexpr double kFixedGuessingMost = 0.999;

std::string_view name_of(ItemFlag flag) {
    switch (flag) {
        case ItemFlag::Ok:
            return "ok";
        case ItemFlag::Few:
            return "few";
        case ItemFlag::Bound:
            return "bound";
        case ItemFlag::NotConverged:
            return "not_converged";
    }
    return "";
}

std::string decimals(double value) {
    constexpr int kDecimals = 9;
    std::array<char, 64> text{};
    const auto [end, error] = std::to_chars(
        text.data(), text.data() + text.size(), value, std::chars_format::fixed, kDecimals);
    return {text.data(), end};
}

std::string cell(const std::optional<double>& value) {
    return value ? "," + decimals(*value) : ",";
}

std::string item_row(std::size_t number, const CalibratedItem& item) {
    const bool graded = is_graded(item.model);
    std::string row = std::to_string(number) + cell(item.model.discrimination);
    row += graded ? ",," : cell(item.model.difficulty) + cell(item.model.guessing);
    row += cell(item.errors.discrimination) + cell(item.errors.difficulty) +
           cell(item.errors.guessing);
    row += "," + std::to_string(item.answers) + ",";
    row += name_of(item.flag);
    row += ",";
    row += model_name(item.model);
    row += "," + std::to_string(item.categories);
    for (std::size_t k = 0; k < kThresholdsMost; ++k) {
        row += k < item.model.thresholds.size() ? cell(item.model.thresholds[k]) : ",";
    }
    for (std::size_t k = 0; k < kThresholdsMost; ++k)
        row += k < item.errors.thresholds.size() ? cell(item.errors.thresholds[k]) : ",";
    return row + "\n";
}

double fixed_number(
    const Table& table, std::size_t row, const std::string& column, double least, double most) {
    const double value = table.number(row, column);
    if (value < least || value > most)
        throw Misuse(table.fault(row, column, "is out of all proportion"));
    return value;
}

bool has_cell(const Table& table, std::size_t row, const std::string& column) {
    return table.has(column) && !table.text(row, column).empty();
}

ItemModel read_fixed_item(const Table& table, std::size_t row) {
    ItemModel model;
    model.discrimination = fixed_number(table, row, "a", 0, kFixedSlopeMost);
    if (model.discrimination <= 0) throw Misuse(table.fault(row, "a", "is not above 0"));
    for (std::size_t k = 1; k <= kThresholdsMost; ++k) {
        const auto column = "b" + std::to_string(k);
        if (!has_cell(table, row, column)) break;
        const double value =
            fixed_number(table, row, column, -kFixedDifficultyMost, kFixedDifficultyMost);
        if (!model.thresholds.empty() && value <= model.thresholds.back())
            throw Misuse(table.fault(row, column, "is not above the threshold before it"));
        model.thresholds.push_back(value);
    }
    if (is_graded(model)) return model;
    model.difficulty = fixed_number(table, row, "b", -kFixedDifficultyMost, kFixedDifficultyMost);
    if (has_cell(table, row, "c"))
        model.guessing = fixed_number(table, row, "c", 0, kFixedGuessingMost);
    return model;
}

}  // namespace

std::string_view model_name(const ItemModel& model) {
    if (is_graded(model)) return "grm";
    return model.guessing > 0 ? "3pl" : "2pl";
}

std::string item_table(const std::vector<CalibratedItem>& items) {
    std::string text = "item,a,b,c,se_a,se_b,se_c,n,flag,model,categories";
    for (const std::string_view name : {",b", ",se_b"}) {
        for (std::size_t k = 1; k <= kThresholdsMost; ++k)
            text += std::string(name) + std::to_string(k);
    }
    text += "\n";
    for (std::size_t number = 0; number < items.size(); ++number)
        text += item_row(number, items[number]);
    return text;
}

std::vector<std::optional<ItemModel>> read_fixed_items(const std::string& path, std::size_t items) {
    const auto table = Table::read(path);
    std::vector<std::optional<ItemModel>> fixed(items);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto number = table.integer(row, "item");
        if (number < 0 || static_cast<std::uint64_t>(number) >= items)
            throw Misuse(table.fault(row, "item", "is none of the items answered"));
        auto& item = fixed[static_cast<std::size_t>(number)];
        if (item) throw Misuse(table.fault(row, "item", "is there twice"));
        item = read_fixed_item(table, row);
    }
    if (table.rows() == 0) throw Misuse(path + ": holds no item");
    return fixed;
}

}  // namespace probant::engine::cli
