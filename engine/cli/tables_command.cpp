// SPDX-License-Identifier: EUPL-1.2
#include <bit>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "crypto/canonical_json.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/package.h"
#include "engine/cli/session_tables.h"

namespace probant::engine::cli {
namespace {

struct TablesOptions {
    std::vector<std::string> journals{};
    std::string package{};
    std::string out{};
    bool json{};
};

int refuse_journal(const std::string& path, const Unlike& unlike) {
    std::cerr << "probant-engine: " << path << ": entry " << unlike.n << ": " << unlike.fault
              << ": " << unlike.what << '\n';
    return kRefused;
}

/// Persons x items, row-major.
template <class Cell>
std::string matrix(const std::vector<SatPerson>& people, const std::vector<Cell> SatPerson::*row) {
    static_assert(std::endian::native == std::endian::little);
    std::string bytes;
    for (const SatPerson& person : people) {
        for (const std::byte one : std::as_bytes(std::span(person.*row)))
            bytes.push_back(static_cast<char>(one));
    }
    return bytes;
}

void add_row(std::string& csv, std::initializer_list<std::string_view> cells) {
    char between = '\0';
    for (const std::string_view cell : cells) {
        if (between != '\0') csv += between;
        csv += cell;
        between = ',';
    }
    csv += '\n';
}

/// THETA.csv, PERSONS.csv and SEATS.csv. Neighbours are those whose numbers follow: a roster has no
/// plan of the room.
struct PeopleTables {
    std::string thetas{"sim,theta_hat\n"};
    std::string persons{"sim,session,candidate,seat\n"};
    std::string seats{"sim,session,row,col,start_s\n"};
};

PeopleTables people_tables(const std::vector<SatPerson>& people) {
    PeopleTables tables;
    for (std::size_t place = 0; place < people.size(); ++place) {
        const SatPerson& person = people[place];
        const auto sim = std::to_string(place);
        const auto seat = std::to_string(person.seat);
        add_row(tables.thetas, {sim, std::to_string(person.theta_hat)});
        add_row(tables.persons, {sim, person.session, person.candidate, seat});
        add_row(tables.seats, {sim, person.session, "0", seat, std::to_string(person.start_s)});
    }
    return tables;
}

std::string items_table(const Bank& bank) {
    std::string csv = "item,id\n";
    for (std::size_t place = 0; place < bank.items.size(); ++place)
        csv += std::to_string(place) + ',' + bank.items[place].id + '\n';
    return csv;
}

int make_tables(const TablesOptions& options) {
    const auto content = read_content(options.package);
    SessionTables tables(content);
    for (const std::string& path : options.journals) {
        const JournalFile file(path);
        if (const auto unlike = tables.add(file.entries())) return refuse_journal(path, *unlike);
    }
    const auto& people = tables.people();
    if (people.empty()) {
        std::cerr << "probant-engine: nobody started in these journals: there is nothing to make "
                     "tables of\n";
        return kRefused;
    }
    const std::filesystem::path out(options.out);
    std::filesystem::create_directories(out);
    const auto written = people_tables(people);
    write_aside(out / "BANK.csv", tables.bank_csv());
    write_aside(out / "ITEMS.csv", items_table(content.bank));
    write_aside(out / "RESP.u8", matrix(people, &SatPerson::categories));
    write_aside(out / "ALTERNATIVES.u8", matrix(people, &SatPerson::alternatives));
    write_aside(out / "TIMES.f32", matrix(people, &SatPerson::seconds));
    write_aside(out / "THETA.csv", written.thetas);
    write_aside(out / "PERSONS.csv", written.persons);
    write_aside(out / "SEATS.csv", written.seats);
    const auto items = content.bank.items.size();
    if (options.json) {
        std::cout << json::write(json::Object{{"persons", people.size()},
                                              {"items", items},
                                              {"journals", options.journals.size()}})
                  << '\n';
    } else {
        std::cout << people.size() << " persons x " << items << " items\n";
    }
    return kDone;
}

}  // namespace

Run register_tables(CLI::App& command) {
    auto options = std::make_shared<TablesOptions>();
    command
        .add_option("--package", options->package, "The package of the sessions: bank and rules")
        ->required();
    command.add_option("--out", options->out, "The folder to write the tables in")->required();
    command.add_flag("--json", options->json, "For a program to read");
    command.add_option("journals", options->journals, "Journals of sessions with this package")
        ->required();
    return [options] { return make_tables(*options); };
}

}  // namespace probant::engine::cli
