// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/forensics_session.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <iostream>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "crypto/base/bytes.h"
#include "engine/cli/bank_table.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/table.h"

namespace probant::engine::cli {
namespace {

using forensics::kAlternativeNotAdministered;
using forensics::kNoAlternative;

constexpr std::uintmax_t kMatrixBytesMax = std::uintmax_t{4} << 30U;
constexpr std::uintmax_t kListBytesMax = std::uintmax_t{1} << 20U;
constexpr double kParameterMost = 50;  // of the nominal model: beyond, a typing mistake

std::string place_of(const std::string& path, std::size_t place, std::size_t items) {
    return path + ": person " + std::to_string(place / items) + ", item " +
           std::to_string(place % items) + ": ";
}

Bytes read_matrix(const std::string& path, std::size_t cells, std::size_t cell_bytes) {
    auto bytes = read_file(path, kMatrixBytesMax);
    if (bytes.size() != cells * cell_bytes) {
        throw Misuse(path + ": has " + std::to_string(bytes.size()) +
                     " bytes, persons x items are " + std::to_string(cells * cell_bytes));
    }
    return bytes;
}

void take_bank(const BankTable& bank, forensics::Session& session) {
    for (const BankRow& row : bank.items) {
        session.models.push_back(row.model);
        session.counted.push_back(row.status != ItemStatus::Pretest);
        session.time_models.push_back(
            {.intensity = row.time_intensity, .discrimination = row.time_discrimination});
    }
}

/// Names and abilities; the abilities are estimates when their column says so.
void take_candidates(const std::string& path, NamedSession& into) {
    const auto table = Table::read(path);
    if (table.rows() == 0) throw Misuse(path + ": holds nobody");
    auto& session = into.session;
    std::string column;
    if (table.has("theta")) {
        column = "theta";
        session.abilities = forensics::Abilities::Given;
    } else if (table.has("theta_hat")) {
        column = "theta_hat";
        session.abilities = forensics::Abilities::Estimates;
    }
    std::map<std::int64_t, std::size_t> rows;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        into.names.push_back(table.integer(row, "sim"));
        if (!rows.emplace(into.names.back(), row).second)
            throw Misuse(table.fault(row, "sim", "names somebody a second time"));
        if (!column.empty()) session.thetas.push_back(table.number(row, column));
    }
    session.persons = into.names.size();
}

/// Without a list of people, as many as there are answers.
void count_people(const std::string& responses, NamedSession& into) {
    const std::size_t items = into.session.models.size();
    const std::size_t bytes = read_file(responses, kMatrixBytesMax).size();
    if (bytes == 0 || bytes % items != 0) {
        throw Misuse(responses + ": has " + std::to_string(bytes) +
                     " bytes, not a whole number of persons x " + std::to_string(items) + " items");
    }
    into.session.persons = bytes / items;
    for (std::size_t person = 0; person < into.session.persons; ++person)
        into.names.push_back(static_cast<std::int64_t>(person));
}

std::size_t integer_below(const Table& table,
                          std::size_t row,
                          std::string_view column,
                          std::size_t bound) {
    const auto value = table.integer(row, column);
    if (value < 0 || static_cast<std::uint64_t>(value) >= bound) {
        throw Misuse(table.fault(row, column, "is not one of 0 to " + std::to_string(bound - 1)));
    }
    return static_cast<std::size_t>(value);
}

double parameter(const Table& table, std::size_t row, std::string_view column) {
    const double value = table.number(row, column);
    if (std::abs(value) > kParameterMost)
        throw Misuse(table.fault(row, column, "is out of all proportion"));
    return value;
}

void take_nominal(const std::string& path, forensics::Session& session) {
    const auto table = Table::read(path);
    std::vector<std::map<std::size_t, forensics::Alternative>> read(session.models.size());
    std::vector<std::size_t> last_row(session.models.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t item = integer_below(table, row, "item", session.models.size());
        const std::size_t alternative =
            integer_below(table, row, "alternative", forensics::kAlternativesMost);
        const forensics::Alternative said{.zeta = parameter(table, row, "zeta"),
                                          .lambda = parameter(table, row, "lambda")};
        if (!read[item].emplace(alternative, said).second)
            throw Misuse(table.fault(row, "alternative", "comes twice for its item"));
        last_row[item] = row;
    }
    session.nominal.resize(read.size());
    for (std::size_t item = 0; item < read.size(); ++item) {
        for (const auto& [alternative, said] : read[item]) {
            if (alternative != session.nominal[item].size()) {
                throw Misuse(table.fault(last_row[item],
                                         "alternative",
                                         "item " + std::to_string(item) + " has no alternative " +
                                             std::to_string(session.nominal[item].size())));
            }
            session.nominal[item].push_back(said);
        }
    }
}

/// For each alternative of an item, how many were given full credit for it, less how many were not.
std::vector<std::int64_t> credit_of(const forensics::Session& session, std::size_t item) {
    const std::size_t items = session.models.size();
    const auto best = full_credit(session.models[item]).value;
    std::vector<std::int64_t> credit(session.nominal[item].size());
    for (std::size_t person = 0; person < session.persons; ++person) {
        const std::uint8_t chosen = session.alternatives[person * items + item];
        if (chosen < credit.size())
            credit[chosen] += session.answers[person * items + item] == best ? 1 : -1;
    }
    return credit;
}

/// The alternatives of an item that full credit is mostly given for; if nobody chose one, that
/// which ability leads to.
void find_right_alternatives(forensics::Session& session) {
    for (std::size_t item = 0; item < session.models.size(); ++item) {
        auto& alternatives = session.nominal[item];
        if (alternatives.empty()) continue;
        const auto credit = credit_of(session, item);
        for (std::size_t v = 0; v < alternatives.size(); ++v)
            alternatives[v].right = credit[v] > 0;
        if (std::ranges::any_of(alternatives, &forensics::Alternative::right)) continue;
        std::ranges::max_element(alternatives, {}, &forensics::Alternative::lambda)->right = true;
    }
}

void take_alternatives(const std::string& path, forensics::Session& session) {
    const std::size_t items = session.models.size();
    session.alternatives = read_matrix(path, session.answers.size(), 1);
    std::size_t ignored = 0;
    for (std::size_t cell = 0; cell < session.alternatives.size(); ++cell) {
        auto& chosen = session.alternatives[cell];
        if (chosen == kNoAlternative || chosen == kAlternativeNotAdministered) continue;
        if (session.answers[cell] == kNotAdministered) {
            chosen = kAlternativeNotAdministered;
            ++ignored;
            continue;
        }
        if (session.nominal.empty() || session.nominal[cell % items].empty()) continue;
        if (chosen < session.nominal[cell % items].size()) continue;
        throw Misuse(place_of(path, cell, items) + "alternative " + std::to_string(chosen) +
                     " is not one that the nominal model knows");
    }
    if (ignored == 0) return;
    std::cerr << "probant-engine: " << path << ": " << ignored
              << " alternatives of items not administered are ignored\n";
}

void take_times(const std::string& path, forensics::Session& session) {
    constexpr std::size_t kBytes = 4;
    const auto bytes = read_matrix(path, session.answers.size(), kBytes);
    session.seconds.reserve(session.answers.size());
    for (std::size_t cell = 0; cell < session.answers.size(); ++cell) {
        std::uint32_t bits = 0;
        for (std::size_t byte = kBytes; byte > 0; --byte)
            bits = (bits << 8U) | bytes[cell * kBytes + byte - 1];
        const auto seconds = std::bit_cast<float>(bits);
        if (std::isinf(seconds) || seconds < 0) {
            throw Misuse(place_of(path, cell, session.models.size()) +
                         "is neither a number of seconds nor NaN");
        }
        session.seconds.push_back(seconds);
    }
}

void take_seats(const std::string& path, NamedSession& into) {
    const auto table = Table::read(path);
    std::map<std::int64_t, std::size_t> people;
    for (std::size_t person = 0; person < into.names.size(); ++person)
        people.emplace(into.names[person], person);
    into.session.seats.resize(into.session.persons);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto person = people.find(table.integer(row, "sim"));
        if (person == people.end())
            throw Misuse(table.fault(row, "sim", "is nobody of the candidates"));
        auto& seat = into.session.seats[person->second];
        if (seat) throw Misuse(table.fault(row, "sim", "has a seat already"));
        seat = forensics::Seat{.session = table.text(row, "session"),
                               .row = table.number(row, "row"),
                               .column = table.number(row, "col"),
                               .start_s = table.number(row, "start_s")};
    }
}

void take_named(const std::string& path, forensics::Session& session) {
    const auto content = to_string(read_file(path, kListBytesMax));
    session.named.assign(session.models.size(), false);
    std::string_view rest = content;
    for (std::size_t line = 1; !rest.empty(); ++line) {
        const auto end = rest.find('\n');
        auto text = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (text.ends_with('\r')) text.remove_suffix(1);
        if (text.empty()) continue;
        std::size_t item{};
        const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), item);
        if (error != std::errc{} || stop != text.data() + text.size() ||
            item >= session.models.size()) {
            throw Misuse(path + ": line " + std::to_string(line) + ": is not an item, 0 to " +
                         std::to_string(session.models.size() - 1));
        }
        session.named[item] = true;
    }
}

}  // namespace

NamedSession read_session(const ForensicsFiles& files) {
    NamedSession into;
    const auto bank = read_bank_table(files.bank);
    into.bank_digest = bank.digest;
    auto& session = into.session;
    take_bank(bank, session);
    if (files.candidates.empty()) {
        count_people(files.responses, into);
    } else {
        take_candidates(files.candidates, into);
    }
    const auto responses = read_responses(files.responses, session.persons, bank.items.size());
    refuse_unknown_categories(responses, bank, files.responses);
    session.answers = responses.bytes();
    if (!files.nominal.empty()) take_nominal(files.nominal, session);
    if (!files.alternatives.empty()) take_alternatives(files.alternatives, session);
    if (!session.nominal.empty() && !session.alternatives.empty()) find_right_alternatives(session);
    if (!files.times.empty()) take_times(files.times, session);
    if (!files.seats.empty()) take_seats(files.seats, into);
    if (!files.named.empty()) take_named(files.named, session);
    return into;
}

}  // namespace probant::engine::cli
