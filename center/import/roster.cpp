// SPDX-License-Identifier: EUPL-1.2
#include "center/import/roster.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "center/import/csv.h"
#include "server/text/nfc.h"

namespace probant::center {
namespace {

using server::Sentence;

enum class Column : std::uint8_t {
    Seat,
    LastName,
    FirstName,
    BirthDate,
    ExternalId,
    Extra,
    Needs,
    Companion
};

constexpr std::size_t kNameCharactersMax = 80;

/// Folded spellings of each header; the first is the one a sentence names.
const std::map<std::string, Column>& headers() {
    static const std::map<std::string, Column> known{
        {"place", Column::Seat},
        {"seat", Column::Seat},
        {"nom", Column::LastName},
        {"nom de naissance", Column::LastName},
        {"last_name", Column::LastName},
        {"prenom", Column::FirstName},
        {"first_name", Column::FirstName},
        {"date de naissance", Column::BirthDate},
        {"birth_date", Column::BirthDate},
        {"identifiant externe", Column::ExternalId},
        {"external_id", Column::ExternalId},
        {"temps majore %", Column::Extra},
        {"extra_time_percent", Column::Extra},
        {"besoins", Column::Needs},
        {"needs", Column::Needs},
        {"accompagnant", Column::Companion},
        {"companion", Column::Companion},
    };
    return known;
}

struct Wanted {
    Column column;
    std::string_view french;
    std::string_view english;
    bool required;
};

constexpr std::array kWanted{
    Wanted{Column::Seat, "place", "seat", true},
    Wanted{Column::LastName, "nom", "last_name", true},
    Wanted{Column::FirstName, "prénom", "first_name", true},
    Wanted{Column::BirthDate, "date de naissance", "birth_date", true},
    Wanted{Column::ExternalId, "identifiant externe", "external_id", false},
    Wanted{Column::Extra, "temps majoré %", "extra_time_percent", false},
    Wanted{Column::Needs, "besoins", "needs", false},
    Wanted{Column::Companion, "accompagnant", "companion", false},
};

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Of UTF-8, which the text is.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; }));
}

bool has_control(std::string_view text) {
    constexpr unsigned char kDelete = 0x7F;
    return std::ranges::any_of(text, [](char one) {
        const auto byte = static_cast<unsigned char>(one);
        return byte < ' ' || byte == kDelete;
    });
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

/// DD/MM/YYYY to YYYY-MM-DD.
std::optional<std::string> read_date(std::string_view text) {
    if (text.size() != 10 || text[2] != '/' || text[5] != '/') return std::nullopt;
    const auto day = whole_number(text.substr(0, 2));
    const auto month = whole_number(text.substr(3, 2));
    const auto year = whole_number(text.substr(6, 4));
    if (!day || !month || !year) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok() || *year < 1900 || *year > 2100) return std::nullopt;
    return std::string(text.substr(6, 4)) + "-" + std::string(text.substr(3, 2)) + "-" +
           std::string(text.substr(0, 2));
}

/// As people type it: with either apostrophe, whatever the case and the accents.
std::string typed(std::string_view text) {
    constexpr std::string_view kApostrophe = "’";
    auto folded = server::folded_name(text);
    for (auto at = folded.find(kApostrophe); at != std::string::npos; at = folded.find(kApostrophe))
        folded.replace(at, kApostrophe.size(), "'");
    return folded;
}

std::optional<engine::AccessNeed> need_named(std::string_view text) {
    const auto name = typed(text);
    for (const auto need : engine::kAccessNeeds) {
        const auto words = engine::words_for(need);
        if (name == typed(words.fr) || name == typed(words.en) || name == engine::name_of(need))
            return need;
    }
    return std::nullopt;
}

class RosterReader {
public:
    Roster read(std::string_view csv) {
        const auto rows = open(csv);
        if (!rows) return std::move(roster_);
        if (!read_header(rows->front())) return std::move(roster_);
        for (std::size_t place = 1; place < rows->size(); ++place)
            read_line((*rows)[place]);
        if (rows->size() == 1) {
            fault(1,
                  "",
                  "",
                  {"La liste ne contient aucun candidat : ajoutez une ligne par personne.",
                   "The list has no candidate: add one line for each person."});
        }
        return std::move(roster_);
    }

private:
    std::optional<std::vector<CsvRow>> open(std::string_view csv) {
        const auto text = csv.size() <= kRosterBytesMax ? server::read_office_text(csv)
                                                        : std::optional<std::string>{};
        auto rows = text ? read_csv(*text, ';') : std::vector<CsvRow>{};
        if (rows.empty()) {
            fault(1,
                  "",
                  "",
                  {"Ce fichier ne se lit pas : enregistrez la feuille au format CSV, "
                   "séparateur point-virgule, encodage UTF-8, moins de 1 Mio.",
                   "This file cannot be read: save the sheet as CSV, separated by semicolons, "
                   "in UTF-8, under 1 MiB."});
            return std::nullopt;
        }
        if (rows.size() > kRosterRowsMax + 1) {
            fault(1,
                  "",
                  "",
                  {"La liste dépasse 2 000 lignes : partagez-la en plusieurs sessions.",
                   "The list has more than 2,000 lines: split it into several sessions."});
            return std::nullopt;
        }
        return rows;
    }

    bool read_header(const CsvRow& row) {
        for (const auto& [place, what] : row.faults)
            quote_fault(row, "", row.cells[place], what);
        for (std::size_t place = 0; place < row.cells.size(); ++place) {
            const std::string name(trimmed(row.cells[place]));
            const auto known = headers().find(server::folded_name(name));
            if (known == headers().end()) {
                fault(row.number,
                      name,
                      name,
                      {"Cette colonne est inconnue : supprimez-la ou corrigez son titre.",
                       "This column is unknown: remove it or correct its title."});
            } else if (!places_.emplace(known->second, place).second) {
                fault(row.number,
                      name,
                      name,
                      {"Cette colonne est là deux fois : gardez-en une seule.",
                       "This column is there twice: keep only one."});
            } else {
                titles_[known->second] = name;
            }
        }
        for (const auto& wanted : kWanted) {
            if (wanted.required && !places_.contains(wanted.column)) {
                fault(row.number,
                      std::string(wanted.french),
                      "",
                      {"Il manque la colonne « " + std::string(wanted.french) + " » : ajoutez-la.",
                       "The column \"" + std::string(wanted.english) + "\" is missing: add it."});
            }
        }
        return roster_.faults.empty();
    }

    void read_line(const CsvRow& row) {
        if (!row.faults.empty()) {
            // What its cells say is not what was meant: nothing more is said of them.
            for (const auto& [place, what] : row.faults)
                quote_fault(row, title_at(place), row.cells[place], what);
            return;
        }
        if (row.cells.size() > places_.size() && has_content_beyond(row)) {
            fault(row.number,
                  "",
                  "",
                  {"Cette ligne a plus de cellules que l’en-tête : retirez les points-virgules "
                   "en trop.",
                   "This line has more cells than the header: remove the extra semicolons."});
        }
        RosterLine line{.row = row.number,
                        .seat = read_seat(row),
                        .last_name = read_name(row, Column::LastName),
                        .first_name = read_name(row, Column::FirstName),
                        .birth_date = read_birth_date(row),
                        .external_id = read_external_id(row),
                        .extra_percent = read_extra(row),
                        .needs = read_needs(row),
                        .companion = read_companion(row)};
        refuse_twice(line);
        roster_.lines.push_back(std::move(line));
    }

    void quote_fault(const CsvRow& row,
                     std::string column,
                     const std::string& cell,
                     CsvFault what) {
        const Sentence after{
            "Il y a du texte après le guillemet qui ferme cette cellule : retirez les guillemets.",
            "There is text after the quote that closes this cell: remove the quotes."};
        const Sentence open{"Le guillemet qui ouvre cette cellule n’est jamais fermé : retirez-le.",
                            "The quote that opens this cell is never closed: remove it."};
        fault(row.number,
              std::move(column),
              cell.substr(0, cell.find_first_of("\r\n")),
              what == CsvFault::NeverClosed ? open : after);
    }

    [[nodiscard]] std::string title_at(std::size_t place) const {
        for (const auto& [column, its_place] : places_)
            if (its_place == place) return titles_.at(column);
        return {};
    }

    [[nodiscard]] bool has_content_beyond(const CsvRow& row) const {
        for (auto place = places_.size(); place < row.cells.size(); ++place)
            if (!trimmed(row.cells[place]).empty()) return true;
        return false;
    }

    [[nodiscard]] std::string cell(const CsvRow& row, Column column) const {
        const auto place = places_.find(column);
        if (place == places_.end() || place->second >= row.cells.size()) return {};
        return std::string(trimmed(row.cells[place->second]));
    }

    std::uint32_t read_seat(const CsvRow& row) {
        const auto text = cell(row, Column::Seat);
        const auto seat = whole_number(text);
        if (seat && *seat >= 1 && *seat <= kSeatMax) return static_cast<std::uint32_t>(*seat);
        fault_at(row,
                 Column::Seat,
                 text,
                 {"La place est un nombre de 1 à 9 999.", "A seat is a number from 1 to 9,999."});
        return 0;
    }

    std::string read_name(const CsvRow& row, Column column) {
        auto text = cell(row, column);
        if (text.empty()) {
            fault_at(row,
                     column,
                     text,
                     {"Ce nom est vide : complétez-le.", "This name is empty: fill it in."});
        } else if (has_control(text)) {
            fault_at(row,
                     column,
                     text,
                     {"Ce nom contient un retour à la ligne ou une tabulation : retirez-le.",
                      "This name holds an end of line or a tab: remove it."});
        } else if (characters(text) > kNameCharactersMax) {
            fault_at(row,
                     column,
                     text,
                     {"Ce nom est trop long : 80 caractères au plus.",
                      "This name is too long: 80 characters at most."});
        } else if (std::string_view("=+@").find(text.front()) != std::string_view::npos) {
            fault_at(
                row,
                column,
                text,
                {"Cette cellule commence comme une formule : écrivez le nom en toutes lettres.",
                 "This cell begins like a formula: write the name itself."});
        }
        return text;
    }

    std::string read_birth_date(const CsvRow& row) {
        const auto text = cell(row, Column::BirthDate);
        if (const auto date = read_date(text)) return *date;
        fault_at(row,
                 Column::BirthDate,
                 text,
                 {"La date de naissance s’écrit JJ/MM/AAAA, par exemple 02/05/1984.",
                  "A date of birth is written DD/MM/YYYY, for instance 02/05/1984."});
        return {};
    }

    std::string read_external_id(const CsvRow& row) {
        auto text = cell(row, Column::ExternalId);
        if (has_control(text)) {
            fault_at(
                row,
                Column::ExternalId,
                text,
                {"Cet identifiant contient un retour à la ligne ou une tabulation : retirez-le.",
                 "This identifier holds an end of line or a tab: remove it."});
        } else if (characters(text) > kNameCharactersMax) {
            fault_at(row,
                     Column::ExternalId,
                     text,
                     {"Cet identifiant est trop long : 80 caractères au plus.",
                      "This identifier is too long: 80 characters at most."});
        }
        return text;
    }

    std::int64_t read_extra(const CsvRow& row) {
        auto text = cell(row, Column::Extra);
        if (!text.empty() && text.back() == '%')
            text = std::string(trimmed(std::string_view(text).substr(0, text.size() - 1)));
        if (text.empty()) return 0;
        const auto percent = whole_number(text);
        if (percent && *percent >= 0 && *percent <= kExtraPercentMax) return *percent;
        fault_at(row,
                 Column::Extra,
                 text,
                 {"Le temps majoré est un pourcentage entier de 0 à 200, par exemple 33.",
                  "Extra time is a whole percentage from 0 to 200, for instance 33."});
        return 0;
    }

    /// "lecteur d'écran, clavier seul", in either language, in any order.
    engine::AccessNeeds read_needs(const CsvRow& row) {
        engine::AccessNeeds needs;
        const auto text = cell(row, Column::Needs);
        for (std::string_view rest = text; !rest.empty();) {
            const auto end = std::min(rest.find(','), rest.size());
            const auto need = need_named(trimmed(rest.substr(0, end)));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (need) {
                needs.push_back(*need);
                continue;
            }
            fault_at(row,
                     Column::Needs,
                     text,
                     {"Un besoin s’écrit « clavier seul », « lecteur d’écran », « basse vision » "
                      "ou « couleurs » ; plusieurs se séparent par des virgules.",
                      "A need is written \"keyboard alone\", \"screen reader\", \"low vision\" or "
                      "\"colours\"; several are separated by commas."});
            return {};
        }
        std::ranges::sort(needs);
        const auto [first, last] = std::ranges::unique(needs);
        needs.erase(first, last);
        return needs;
    }

    /// Somebody may be beside this candidate: a camera says nothing of another face.
    bool read_companion(const CsvRow& row) {
        const auto text = cell(row, Column::Companion);
        const auto folded = server::folded_name(text);
        if (folded.empty() || folded == "non" || folded == "no") return false;
        if (folded == "oui" || folded == "yes") return true;
        fault_at(row,
                 Column::Companion,
                 text,
                 {"Écrivez « oui » si quelqu’un accompagne le candidat, sinon laissez vide.",
                  "Write \"yes\" if somebody accompanies the candidate, else leave it empty."});
        return false;
    }

    void refuse_twice(const RosterLine& line) {
        if (line.seat != 0) {
            const auto [first, fresh] = seats_.emplace(line.seat, line.row);
            if (!fresh) {
                fault(
                    line.row,
                    titles_[Column::Seat],
                    std::to_string(line.seat),
                    {"Cette place est déjà donnée ligne " + std::to_string(first->second) + ".",
                     "This seat is already given on line " + std::to_string(first->second) + "."});
            }
        }
        const std::tuple person{server::folded_name(line.last_name),
                                server::folded_name(line.first_name),
                                line.birth_date};
        const auto [first, fresh] = people_.emplace(person, line.row);
        if (!fresh && !line.last_name.empty()) {
            fault(line.row,
                  "",
                  line.last_name + " " + line.first_name,
                  {"Cette personne est déjà ligne " + std::to_string(first->second) +
                       " (même nom, même date de naissance) : gardez une seule des deux lignes.",
                   "This person is already on line " + std::to_string(first->second) +
                       " (same name, same date of birth): keep only one of the two lines."});
        }
    }

    void fault_at(const CsvRow& row, Column column, const std::string& value, Sentence sentence) {
        fault(row.number, titles_[column], value, std::move(sentence));
    }

    void fault(std::int64_t row, std::string column, std::string value, Sentence sentence) {
        roster_.faults.push_back({.row = row,
                                  .column = std::move(column),
                                  .value = std::move(value),
                                  .sentence = std::move(sentence)});
    }

    Roster roster_;
    std::map<Column, std::size_t> places_;
    std::map<Column, std::string> titles_;
    std::map<std::uint32_t, std::int64_t> seats_;
    std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> people_;
};

}  // namespace

Roster read_roster(std::string_view csv) {
    return RosterReader().read(csv);
}

}  // namespace probant::center
