// Rosters as spreadsheets write them: what reads well, and every fault by its row and column.
//
// SPDX-License-Identifier: EUPL-1.2
#include "center/import/roster.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "center/import/csv.h"

using namespace probant;
using center::CsvFault;
using center::read_csv;
using center::read_roster;
using center::Roster;

namespace {

const std::string kHeader = "seat;last_name;first_name;birth_date;external_id;extra_time_percent\n";
const std::string kCamille = "1;Rousseau;Camille;02/05/1984;R1;33\n";

/// "row/column" of each fault, in the order in which they are told.
std::vector<std::string> places_of(const Roster& roster) {
    std::vector<std::string> places;
    for (const auto& fault : roster.faults) {
        CHECK_FALSE(fault.sentence.fr.empty());
        CHECK_FALSE(fault.sentence.en.empty());
        places.push_back(std::to_string(fault.row) + "/" + fault.column);
    }
    return places;
}

std::vector<std::string> faults_in(const std::string& rows) {
    return places_of(read_roster(kHeader + rows));
}

using Places = std::vector<std::string>;

}  // namespace

TEST_CASE("A list without faults is read line by line, as its rows are counted") {
    const auto roster = read_roster(kHeader + kCamille + "\n" + "12;Lefèvre;Inès;31/12/2001;;\n");

    CHECK(places_of(roster).empty());
    REQUIRE(roster.lines.size() == 2);
    CHECK(roster.lines[0] == center::RosterLine{.row = 2,
                                                .seat = 1,
                                                .last_name = "Rousseau",
                                                .first_name = "Camille",
                                                .birth_date = "1984-05-02",
                                                .external_id = "R1",
                                                .extra_percent = 33});
    CHECK(roster.lines[1].row == 4);
    CHECK(roster.lines[1].last_name == "Lefèvre");
}

TEST_CASE("French headers, other line ends, a mark, and columns in any order or left out do well") {
    const auto roster = read_roster(
        "\xEF\xBB\xBFNom;Prénom;Place;Date de naissance\r\nRousseau;Camille;7;02/05/1984\r\n");

    CHECK(places_of(roster).empty());
    REQUIRE(roster.lines.size() == 1);
    CHECK(roster.lines[0].seat == 7);
    CHECK(roster.lines[0].extra_percent == 0);
}

TEST_CASE("A list in Windows-1252 is read as the same names") {
    const auto roster = read_roster(kHeader + "1;Lef\xE8vre;Zo\xEB;02/05/1984;;\n");

    CHECK(places_of(roster).empty());
    REQUIRE(roster.lines.size() == 1);
    CHECK(roster.lines[0].last_name == "Lefèvre");
    CHECK(roster.lines[0].first_name == "Zoë");
}

TEST_CASE("Needs are read in either language, in any order, each once") {
    using engine::AccessNeed;
    const auto roster = read_roster(
        "place;nom;prénom;date de naissance;besoins\n"
        "1;Rousseau;Camille;02/05/1984;Lecteur d'écran, clavier seul, screen reader\n"
        "2;Vidal;Nora;01/02/1990;\n3;Morel;Paul;01/02/1991;low vision,colours\n");

    CHECK(places_of(roster).empty());
    REQUIRE(roster.lines.size() == 3);
    CHECK(roster.lines[0].needs ==
          engine::AccessNeeds{AccessNeed::Keyboard, AccessNeed::ScreenReader});
    CHECK(roster.lines[1].needs.empty());
    CHECK(roster.lines[2].needs == engine::AccessNeeds{AccessNeed::LowVision, AccessNeed::Colours});
}

TEST_CASE("A need that nobody knows is a fault, and so is an empty one among others") {
    const std::string header = "seat;last_name;first_name;birth_date;needs\n";
    for (const std::string needs : {"loupe", "keyboard alone;;x", "keyboard,,colours"}) {
        const auto roster = read_roster(header + "1;Rousseau;Camille;02/05/1984;" + needs + "\n");
        CHECK_FALSE(roster.faults.empty());
    }
}

TEST_CASE("Each fault of each line is told, by its row and its column") {
    CHECK(faults_in("zero;;Camille;31/02/1984;;\n" + kCamille +
                    "2;=cmd();Paul;1984-05-02;;201\n") == Places{"2/seat",
                                                                 "2/last_name",
                                                                 "2/birth_date",
                                                                 "4/last_name",
                                                                 "4/birth_date",
                                                                 "4/extra_time_percent"});
}

TEST_CASE("A seat and a person are there once, whatever the accents and the case") {
    const auto roster = read_roster(kHeader + kCamille + "1;Lefèvre;Inès;31/12/2001;;\n" +
                                    "3;LEFEVRE;ines;31/12/2001;;\n");

    CHECK(places_of(roster) == Places{"3/seat", "4/"});
    CHECK(roster.faults[1].value == "LEFEVRE ines");
    CHECK(roster.faults[1].sentence.en.find("line 3") != std::string::npos);
}

TEST_CASE("A column that is missing, unknown or there twice is named, and no line is read") {
    CHECK(places_of(read_roster("seat;last_name;first_name\n1;a;b\n")) ==
          Places{"1/date de naissance"});
    CHECK(places_of(read_roster("seat;last_name;first_name;birth_date;seat\n" + kCamille)) ==
          Places{"1/seat"});
    const auto roster = read_roster("seat;last_name;first_name;birth_date;shoe\n" + kCamille);
    CHECK(places_of(roster) == Places{"1/shoe"});
    CHECK(roster.lines.empty());
}

TEST_CASE("Two thousand lines are a list, one more is none") {
    std::string rows;
    for (int seat = 1; seat <= 2'000; ++seat)
        rows += std::to_string(seat) + ";Nom" + std::to_string(seat) + ";P;02/05/1984;;\n";
    CHECK(faults_in(rows).empty());

    CHECK(faults_in(rows + "2001;Encore;Un;02/05/1984;;\n") == Places{"1/"});
}

TEST_CASE("A list without anybody, without a header, or of no text at all is refused") {
    CHECK(places_of(read_roster(kHeader)) == Places{"1/"});
    CHECK(places_of(read_roster("")) == Places{"1/"});
    CHECK(places_of(read_roster(std::string(center::kRosterBytesMax + 1, 'a'))) == Places{"1/"});
    CHECK(places_of(read_roster(std::string("\x81\x8D", 2))) == Places{"1/"});
}

TEST_CASE("A cell that a spreadsheet would run is refused as a name") {
    for (const auto* cell : {"=1+1", "+33", "@SUM(A1)"}) {
        CAPTURE(cell);
        CHECK(faults_in("1;" + std::string(cell) + ";Camille;02/05/1984;;\n") ==
              Places{"2/last_name"});
    }
}

TEST_CASE("Eighty characters are eighty, however many bytes they take") {
    std::string eighty;
    for (int one = 0; one < 80; ++one)
        eighty += "é";

    CHECK(faults_in("1;" + eighty + ";Camille;02/05/1984;" + eighty + ";\n").empty());
    CHECK(faults_in("1;" + eighty + "e;Camille;02/05/1984;" + eighty + "e;\n") ==
          Places{"2/last_name", "2/external_id"});
}

TEST_CASE("An end of line within a name is refused, and shifts no row") {
    CHECK(faults_in("1;\"Rous\nseau\";\"Ca\tmille\";02/05/1984;;\n2;Paul;;02/05/1984;;\n") ==
          Places{"2/last_name", "2/first_name", "3/first_name"});
}

TEST_CASE("Text after a closing quote is named by row and column, and makes no row of its own") {
    const auto roster = read_roster(kHeader + "1;\"Rousseau\" dite Rou;Camille;02/05/1984;;\n" +
                                    "2;Paul;;02/05/1984;;\n");

    CHECK(places_of(roster) == Places{"2/last_name", "3/first_name"});
    CHECK(roster.faults[0].value == "Rousseau dite Rou");
}

TEST_CASE("A quote that is never closed is named by the row and column that open it") {
    const auto roster =
        read_roster(kHeader + kCamille + "2;Paul;\"Hugo;02/05/1984;;\n3;;;;;\n4;;;;;\n");

    CHECK(places_of(roster) == Places{"3/first_name"});
    CHECK(roster.faults[0].value == "Hugo;02/05/1984;;");
}

TEST_CASE("A quote that goes wrong in the header is a fault of the header") {
    CHECK(places_of(read_roster("seat;\"last_name;first_name\n" + kCamille)).front() == "1/");
}

TEST_CASE("A line with more cells than the header is told, unless they are empty") {
    CHECK(faults_in("1;Rousseau;Camille;02/05/1984;;;;\n").empty());
    CHECK(faults_in("1;Rousseau;Camille;02/05/1984;;;;x\n") == Places{"2/"});
}

TEST_CASE("Quotes, separators and ends of lines within quotes are one cell of one row") {
    const auto rows = read_csv("a;\"b;\"\"c\"\"\nd\";e\r\nf\n\n;;\ng", ';');

    REQUIRE(rows.size() == 3);
    CHECK(rows[0].cells == std::vector<std::string>{"a", "b;\"c\"\nd", "e"});
    CHECK(rows[1].number == 2);
    CHECK(rows[2].number == 5);
    for (const auto& row : rows)
        CHECK(row.faults.empty());
}

TEST_CASE("What we write into a cell no spreadsheet runs, and it is read back as it was") {
    CHECK(center::csv_cell("=1+1", ';') == "'=1+1");
    CHECK(center::csv_cell("-1", ';') == "'-1");
    CHECK(center::csv_cell("a;\"b\"", ';') == "\"a;\"\"b\"\"\"");
    CHECK(read_csv(center::csv_cell("a;\"b\"\nc", ';'), ';').front().cells.front() == "a;\"b\"\nc");
}
