// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/run_table.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>

#include "engine/cli/command.h"
#include "engine/cli/table.h"

namespace probant::engine::cli {
namespace {

constexpr std::size_t kGroupsMost = 20;  // each is compared with one: more is another column

// Absurd, yet computable: beyond, a typing mistake.
constexpr double kAbilityMost = 1000;
constexpr double kMillisecondsMost = 1e9;

const std::vector<std::string> kRunColumns{"sim", "theta_hat", "se", "n", "cpu_ms", "items"};
const std::vector<std::string> kGroupColumns{"sim", "group"};

ItemNumber item_number(const Table& table,
                       std::size_t row,
                       std::string_view column,
                       std::string_view text,
                       std::size_t items) {
    std::uint32_t number{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end || number >= items) {
        throw Misuse(table.fault(row,
                                 column,
                                 "\"" + std::string(text) + "\" is no item of the bank, 0 to " +
                                     std::to_string(items - 1)));
    }
    return ItemNumber{number};
}

std::vector<ItemNumber> read_items(const Table& table, std::size_t row, std::size_t items) {
    std::vector<ItemNumber> given;
    std::string_view rest = table.text(row, "items");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        given.push_back(item_number(table, row, "items", rest.substr(0, end), items));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    auto sorted = given;
    std::ranges::sort(sorted);
    const auto twice = std::ranges::adjacent_find(sorted);
    if (twice != sorted.end()) {
        throw Misuse(
            table.fault(row, "items", "names item " + std::to_string(twice->value) + " twice"));
    }
    if (table.integer(row, "n") != static_cast<std::int64_t>(given.size()))
        throw Misuse(table.fault(row, "n", "is not the number of items"));
    return given;
}

/// The row of each person.
std::map<std::int64_t, std::size_t> rows_by_name(const Candidates& candidates) {
    std::map<std::int64_t, std::size_t> rows;
    for (std::size_t row = 0; row < candidates.names.size(); ++row)
        rows.emplace(candidates.names[row], row);
    return rows;
}

/// Nothing for what does not exist.
std::optional<double> figure(const Table& table, std::size_t row, const std::string& column) {
    if (!table.has(column)) return std::nullopt;
    const auto& text = table.text(row, column);
    if (text.empty() || text == "nan" || text == "NaN") return std::nullopt;
    return table.number(row, column);
}

double needed(const Table& table, std::size_t row, const std::string& column) {
    const auto value = figure(table, row, column);
    if (!value) throw Misuse(table.fault(row, column, "is missing"));
    return *value;
}

void read_thresholds(const Table& table, std::size_t row, quality::ReferenceItem& item) {
    for (std::size_t k = 1; k <= kThresholdsMost; ++k) {
        const auto column = "b" + std::to_string(k);
        const auto threshold = figure(table, row, column);
        if (!threshold) break;
        if (!item.model.thresholds.empty() && *threshold <= item.model.thresholds.back())
            throw Misuse(table.fault(row, column, "is not above the threshold before it"));
        item.model.thresholds.push_back(*threshold);
        item.difficulty_errors.push_back(figure(table, row, "se_" + column).value_or(0));
    }
    if (item.model.thresholds.empty())
        throw Misuse(table.fault(row, "b1", "is missing: a graded item needs its thresholds"));
}

quality::ReferenceItem read_reference_item(const Table& table, std::size_t row, std::size_t items) {
    quality::ReferenceItem item;
    item.item = item_number(table, row, "item", table.text(row, "item"), items);
    item.model.discrimination = needed(table, row, "a");
    if (item.model.discrimination <= 0) throw Misuse(table.fault(row, "a", "is not above 0"));
    item.discrimination_error = figure(table, row, "se_a").value_or(0);
    item.sound = !table.has("flag") || table.text(row, "flag") == "ok";
    if (table.has("model") && table.text(row, "model") == "grm") {
        read_thresholds(table, row, item);
        return item;
    }
    item.model.difficulty = needed(table, row, "b");
    item.model.guessing = figure(table, row, "c").value_or(0);
    if (item.model.guessing < 0 || item.model.guessing >= 1)
        throw Misuse(table.fault(row, "c", "is not between 0 and 1"));
    item.difficulty_errors.push_back(figure(table, row, "se_b").value_or(0));
    return item;
}

}  // namespace

void refuse_twins(const Candidates& candidates, const std::string& path) {
    std::set<std::int64_t> seen;
    for (std::size_t row = 0; row < candidates.names.size(); ++row) {
        if (!seen.insert(candidates.names[row]).second)
            throw Misuse(path + ": row " + std::to_string(row) + ", column sim: comes twice");
    }
}

RunTable read_run(const std::string& path, const Candidates& candidates, std::size_t items) {
    const auto table = Table::read(path);
    if (table.rows() == 0) throw Misuse(path + ": holds no sitting");
    table.warn_of_others(kRunColumns);
    const auto rows = rows_by_name(candidates);
    RunTable read;
    std::set<std::int64_t> seen;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto name = table.integer(row, "sim");
        const auto person = rows.find(name);
        if (person == rows.end())
            throw Misuse(table.fault(row, "sim", "is not among the candidates"));
        if (!seen.insert(name).second) throw Misuse(table.fault(row, "sim", "comes twice"));
        read.names.push_back(name);
        read.rows.push_back(person->second);
        read.cpu_ms +=
            table.has("cpu_ms") ? table.number_within(row, "cpu_ms", 0, kMillisecondsMost) : 0;
        read.run.sittings.push_back(
            {.items = read_items(table, row, items),
             .answers = {},
             .ability = candidates.thetas[person->second],
             .estimate = table.number_within(row, "theta_hat", -kAbilityMost, kAbilityMost),
             .error_said = table.number_within(row, "se", 0, kAbilityMost)});
    }
    return read;
}

void add_answers(RunTable& table, const Responses& responses) {
    for (std::size_t place = 0; place < table.rows.size(); ++place) {
        auto& sitting = table.run.sittings[place];
        for (const ItemNumber item : sitting.items) {
            const auto answer = responses.at(table.rows[place], item.value);
            sitting.answers.push_back(answer == kNotAdministered ? std::nullopt
                                                                 : std::optional(Category{answer}));
        }
    }
}

quality::Groups read_groups(const std::string& path, const std::vector<std::int64_t>& names) {
    const auto table = Table::read(path);
    table.warn_of_others(kGroupColumns);
    std::map<std::int64_t, std::string> said;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (!said.emplace(table.integer(row, "sim"), table.text(row, "group")).second)
            throw Misuse(table.fault(row, "sim", "comes twice"));
    }
    quality::Groups groups;
    for (const std::int64_t name : names) {
        const auto found = said.find(name);
        if (found == said.end() || found->second.empty()) {
            groups.of_sittings.emplace_back();
            continue;
        }
        const auto known = std::ranges::find(groups.names, found->second);
        groups.of_sittings.emplace_back(static_cast<std::size_t>(known - groups.names.begin()));
        if (known == groups.names.end()) groups.names.push_back(found->second);
    }
    if (groups.names.empty()) throw Misuse(path + ": names a group for none of these sittings");
    if (groups.names.size() > kGroupsMost)
        throw Misuse(path + ": names more than " + std::to_string(kGroupsMost) + " groups");
    return groups;
}

std::vector<quality::ReferenceItem> read_reference(const std::string& path, std::size_t items) {
    const auto table = Table::read(path);
    if (table.rows() == 0) throw Misuse(path + ": holds no item");
    std::vector<quality::ReferenceItem> reference;
    std::set<ItemNumber> seen;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        reference.push_back(read_reference_item(table, row, items));
        if (!seen.insert(reference.back().item).second)
            throw Misuse(table.fault(row, "item", "comes twice"));
    }
    return reference;
}

}  // namespace probant::engine::cli
