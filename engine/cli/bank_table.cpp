// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/bank_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "crypto/digest.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/table.h"

namespace probant::engine::cli {
namespace {

constexpr std::uintmax_t kResponsesBytesMax = std::uintmax_t{4} << 30U;
constexpr std::uintmax_t kBankBytesMax = std::uintmax_t{256} << 20U;
constexpr std::size_t kBankItemsMost = 100'000;

// Absurd, yet computable: beyond, a typing mistake.
constexpr double kDiscriminationMost = 20.0;
constexpr double kDifficultyMost = 20.0;
constexpr double kIntensityMost = 20.0;
constexpr double kGuessingMost = 0.999;

const std::vector<std::string> kBankColumns{"item",
                                            "competence",
                                            "domain",
                                            "tube",
                                            "skill",
                                            "level",
                                            "enemy",
                                            "a",
                                            "b",
                                            "c",
                                            "time_intensity",
                                            "time_discrimination"};

const std::vector<std::string> kBankMayColumns{"model",
                                               "b1",
                                               "b2",
                                               "b3",
                                               "b4",
                                               "b5",
                                               "b6",
                                               "b7",
                                               "b8",
                                               "language",
                                               "type",
                                               "access",
                                               "words",
                                               "set",
                                               "status"};

std::vector<double> read_thresholds(const Table& table, std::size_t row) {
    std::vector<double> thresholds;
    for (std::size_t k = 1; k <= kThresholdsMost; ++k) {
        const auto column = "b" + std::to_string(k);
        if (!table.has(column) || table.text(row, column).empty()) break;
        const double value = table.number_within(row, column, -kDifficultyMost, kDifficultyMost);
        if (!thresholds.empty() && value <= thresholds.back())
            throw Misuse(table.fault(row, column, "is not above the threshold before it"));
        thresholds.push_back(value);
    }
    if (thresholds.empty())
        throw Misuse(table.fault(row, "b1", "is missing: a graded item needs its thresholds"));
    return thresholds;
}

ItemModel read_model(const Table& table, std::size_t row) {
    ItemModel model;
    model.discrimination = table.number_within(row, "a", 0, kDiscriminationMost);
    if (model.discrimination <= 0) throw Misuse(table.fault(row, "a", "is not above 0"));
    model.difficulty = table.number_within(row, "b", -kDifficultyMost, kDifficultyMost);
    model.guessing = table.number_within(row, "c", 0, kGuessingMost);
    const std::string said = table.has("model") ? table.text(row, "model") : "";
    if (said.empty() || said == "3pl") return model;
    if (said == "2pl") {
        if (model.guessing != 0) throw Misuse(table.fault(row, "c", "is not 0: the model is 2pl"));
        return model;
    }
    if (said != "grm") throw Misuse(table.fault(row, "model", "is not 2pl, 3pl or grm"));
    model.guessing = 0;
    model.thresholds = read_thresholds(table, row);
    return model;
}

ItemStatus read_status(const Table& table, std::size_t row) {
    if (!table.has("status")) return ItemStatus::Live;
    const auto& said = table.text(row, "status");
    if (said.empty() || said == "live") return ItemStatus::Live;
    if (said == "pretest") return ItemStatus::Pretest;
    if (said == "retired") return ItemStatus::Retired;
    throw Misuse(table.fault(row, "status", "is not live, pretest or retired"));
}

std::string text_or_none(const Table& table, std::size_t row, std::string_view column) {
    return table.has(column) ? table.text(row, column) : std::string();
}

/// Numbers as they first come, so that any labels will do.
class Labels {
public:
    std::uint32_t number(std::int64_t label) {
        return numbers_.emplace(label, static_cast<std::uint32_t>(numbers_.size())).first->second;
    }

private:
    std::map<std::int64_t, std::uint32_t> numbers_{};
};

BankRow read_row(const Table& table, std::size_t row, Labels& tubes) {
    if (table.integer(row, "item") != static_cast<std::int64_t>(row))
        throw Misuse(table.fault(row, "item", "is not the number of its row, from 0"));
    BankRow item;
    item.model = read_model(table, row);
    item.competence = Competence{
        static_cast<std::uint32_t>(table.integer_within(row, "competence", 0, kCompetences - 1))};
    item.domain = static_cast<std::uint32_t>(table.integer_within(row, "domain", 1, kDomains));
    item.tube = TubeNumber{tubes.number(table.integer(row, "tube"))};
    item.skill = table.integer(row, "skill");
    item.level = table.integer(row, "level");
    if (const auto group = table.integer(row, "enemy"); group >= 0) item.enemy_group = group;
    item.time_intensity =
        table.number_within(row, "time_intensity", -kIntensityMost, kIntensityMost);
    item.time_discrimination = table.number_within(row, "time_discrimination", 0, kIntensityMost);
    item.language = text_or_none(table, row, "language");
    item.type = text_or_none(table, row, "type");
    item.access = text_or_none(table, row, "access");
    if (!text_or_none(table, row, "words").empty())
        item.words = static_cast<std::uint32_t>(table.integer_within(row, "words", 0, 100'000));
    if (!text_or_none(table, row, "set").empty()) {
        if (const auto set = table.integer(row, "set"); set >= 0) item.set = set;
    }
    item.status = read_status(table, row);
    return item;
}

void refuse_split_tubes(const Table& table, const std::vector<BankRow>& items) {
    std::map<TubeNumber, Competence> owners;
    for (std::size_t row = 0; row < items.size(); ++row) {
        if (owners.emplace(items[row].tube, items[row].competence).first->second !=
            items[row].competence)
            throw Misuse(table.fault(row, "tube", "belongs to another competence too"));
    }
}

std::string place_of(const std::string& path, std::size_t place, std::size_t items) {
    return path + ": person " + std::to_string(place / items) + ", item " +
           std::to_string(place % items) + ": ";
}

}  // namespace

BankTable read_bank_table(const std::string& path) {
    const auto table = Table::read(path);
    if (table.rows() == 0) throw Misuse(path + ": holds no item");
    if (table.rows() > kBankItemsMost)
        throw Misuse(path + ": holds more than " + std::to_string(kBankItemsMost) + " items");
    auto known = kBankColumns;
    known.insert(known.end(), kBankMayColumns.begin(), kBankMayColumns.end());
    table.warn_of_others(known);
    BankTable bank{
        .path = path, .items = {}, .digest = crypto::sha256(read_file(path, kBankBytesMax)).hex()};
    Labels tubes;
    bank.items.reserve(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row)
        bank.items.push_back(read_row(table, row, tubes));
    refuse_split_tubes(table, bank.items);
    return bank;
}

Responses read_responses(const std::string& path, std::size_t persons, std::size_t items) {
    auto bytes = read_file(path, kResponsesBytesMax);
    if (bytes.size() != persons * items) {
        throw Misuse(path + ": has " + std::to_string(bytes.size()) + " bytes, " +
                     std::to_string(persons) + " persons x " + std::to_string(items) +
                     " items are " + std::to_string(persons * items));
    }
    const auto other =
        std::ranges::find_if(bytes, [](std::uint8_t answer) { return answer > kNotAdministered; });
    if (other != bytes.end()) {
        const auto place = static_cast<std::size_t>(other - bytes.begin());
        throw Misuse(place_of(path, place, items) + std::to_string(*other) +
                     " is neither a category, 0 to 8, nor 9, not administered");
    }
    return {std::move(bytes), items};
}

void refuse_unknown_categories(const Responses& responses,
                               const BankTable& bank,
                               const std::string& path) {
    std::vector<std::uint32_t> most;
    most.reserve(bank.items.size());
    for (const BankRow& item : bank.items)
        most.push_back(full_credit(item.model).value);
    for (std::size_t person = 0; person < responses.persons(); ++person) {
        for (std::size_t item = 0; item < most.size(); ++item) {
            const auto answer = responses.at(person, item);
            if (answer == kNotAdministered || answer <= most[item]) continue;
            throw Misuse(place_of(path, person * most.size() + item, most.size()) +
                         std::to_string(answer) + " is above this item's best category, " +
                         std::to_string(most[item]));
        }
    }
}

Candidates read_candidates(const std::string& path) {
    const auto table = Table::read(path);
    Candidates candidates;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        candidates.names.push_back(table.integer(row, "sim"));
        candidates.thetas.push_back(table.number(row, "theta"));
    }
    return candidates;
}

}  // namespace probant::engine::cli
