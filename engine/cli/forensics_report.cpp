// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/forensics_report.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "engine/cli/forensics_pictures.h"
#include "engine/cli/forensics_words.h"

namespace probant::engine::cli {
namespace {

constexpr std::size_t kRowsMost = 200;  // of a table: the rest is in the CSV file
constexpr int kFewFigures = 3;

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
    "color:#1e1e1e;background:#fff}"
    "h1,h2{line-height:1.2}table{border-collapse:collapse;margin:1rem 0}"
    "th,td{border:1px solid #929292;padding:.3rem .6rem;text-align:left;vertical-align:top}"
    "th{background:#eee}.notice{border-left:.4rem solid #000091;padding:.5rem 1rem;"
    "background:#f5f5fe}figure{display:inline-block;margin:.5rem 1rem .5rem 0;"
    "vertical-align:top}.bar{fill:#000091}.even{stroke:#b34000;stroke-dasharray:4 3}"
    "svg text{font-size:11px}.end{text-anchor:end}"
    ".seat{fill:#e3e3fd;stroke:#6a6af4}.seat.dark{fill:#000091}"
    ".pair{stroke:#b34000;stroke-width:3}"
    "@media print{nav{display:none}}";

std::string filled(std::string_view text,
                   std::initializer_list<std::pair<std::string_view, std::string>> values) {
    std::string out(text);
    for (const auto& [name, value] : values) {
        const std::string key = "{" + std::string(name) + "}";
        if (const auto at = out.find(key); at != std::string::npos)
            out.replace(at, key.size(), value);
    }
    return out;
}

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto bar = text.find('|');
        parts.push_back(text.substr(0, bar));
        if (bar == std::string_view::npos) return parts;
        text.remove_prefix(bar + 1);
    }
}

/// With a comma in French.
std::string number_in(const ReportWords& words, double number) {
    std::string text = number_text(number, kFewFigures);
    if (words.language == "fr") std::ranges::replace(text, '.', ',');
    return text;
}

std::string heading(std::string_view text) {
    return "<h2>" + escaped(text) + "</h2>\n";
}

std::string paragraph(std::string_view text) {
    return "<p>" + escaped(text) + "</p>\n";
}

std::string table_start(std::string_view head) {
    std::string out = "<table><thead><tr>";
    for (const auto cell : parts_of(head))
        out += "<th scope=\"col\">" + escaped(cell) + "</th>";
    return out + "</tr></thead><tbody>\n";
}

std::string table_row(const std::vector<std::string>& cells) {
    std::string out = "<tr>";
    for (const auto& cell : cells)
        out += "<td>" + escaped(cell) + "</td>";
    return out + "</tr>\n";
}

constexpr std::string_view kTableEnd = "</tbody></table>\n";

std::string overview(const ForensicsReport& report, const ReportWords& words) {
    std::string out = heading(words.overview) + table_start(words.overview_head);
    const auto row = [&](const forensics::StatisticSummary& summary, bool of_pairs) {
        const double chance = report.alpha * static_cast<double>(summary.tested);
        out += table_row({std::string(forensics::word(summary.statistic)),
                          std::string(meaning(summary.statistic, words)),
                          std::to_string(summary.tested),
                          std::to_string(summary.to_check),
                          of_pairs ? "-" : number_in(words, chance),
                          std::to_string(summary.could_not_tell)});
    };
    for (const auto& summary : report.person_summaries)
        row(summary, /*of_pairs=*/false);
    for (const auto& summary : report.pair_summaries)
        row(summary, /*of_pairs=*/true);
    out += kTableEnd;
    return out + paragraph(words.persons_rule) + paragraph(words.pairs_rule);
}

std::string unavailable(const ForensicsReport& report, const ReportWords& words) {
    if (report.unavailable.empty()) return {};
    std::string out = heading(words.unavailable) + table_start(words.unavailable_head);
    for (const auto& lack : report.unavailable) {
        const auto reason = words.language == "fr" ? french(lack.reason) : english(lack.reason);
        out += table_row({std::string(forensics::word(lack.statistic)), std::string(reason)});
    }
    out += kTableEnd;
    return out;
}

std::string histograms(const ForensicsReport& report, const ReportWords& words) {
    std::string out = heading(words.histograms) + paragraph(words.histograms_note);
    for (const auto& summary : report.person_summaries)
        out += histogram_svg(summary);
    for (const auto& summary : report.pair_summaries)
        out += histogram_svg(summary);
    return out;
}

std::string rooms(const ForensicsReport& report, const ReportWords& words) {
    const std::string pictures = rooms_svg(report);
    if (pictures.empty()) return heading(words.rooms) + paragraph(words.rooms_none);
    return heading(words.rooms) + paragraph(words.rooms_note) + pictures;
}

std::string seats_text(const ForensicsReport& report,
                       const forensics::ComparedPair& pair,
                       const ReportWords& words) {
    const auto& session = report.named.session;
    const auto* first = forensics::seat_of(session, pair.first);
    const auto* second = forensics::seat_of(session, pair.second);
    if (first == nullptr || second == nullptr) return std::string(words.seat_unknown);
    const auto distance = forensics::distance_of(session, pair.first, pair.second);
    if (!distance) return std::string(words.other_session);
    constexpr double kSecondsPerMinute = 60;
    const double apart = std::abs(first->start_s - second->start_s);
    return filled(words.seats_apart,
                  {{"distance", number_in(words, *distance)},
                   {"minutes", number_in(words, std::ceil(apart / kSecondsPerMinute))}});
}

std::string more(std::size_t all, std::string_view file, const ReportWords& words) {
    if (all <= kRowsMost) return {};
    return paragraph(filled(
        words.more, {{"count", std::to_string(all - kRowsMost)}, {"file", std::string(file)}}));
}

std::string pairs(const ForensicsReport& report, const ReportWords& words) {
    std::vector<const forensics::ComparedPair*> striking;
    for (const auto& pair : report.pairs) {
        if (is_to_check(pair, report.alpha)) striking.push_back(&pair);
    }
    std::string out = heading(words.pairs);
    if (striking.empty()) return out + paragraph(words.pairs_none);
    const auto least_q = [](const auto* pair) {
        return std::min({pair->omega_q, pair->gbt_q, pair->m4_q});
    };
    std::ranges::stable_sort(striking, {}, least_q);
    out += table_start(words.pairs_head);
    for (std::size_t n = 0; n < std::min(striking.size(), kRowsMost); ++n) {
        const auto& pair = *striking[n];
        out += table_row({std::to_string(report.named.names[pair.first]) + " + " +
                              std::to_string(report.named.names[pair.second]),
                          std::to_string(pair.likeness.common),
                          std::to_string(pair.likeness.right_matches),
                          std::to_string(pair.likeness.wrong_matches),
                          number_in(words, pair.omega_q),
                          number_in(words, pair.gbt_q),
                          number_in(words, pair.m4_q),
                          seats_text(report, pair, words)});
    }
    out += kTableEnd;
    return out + more(striking.size(), "pairs.csv", words);
}

std::string persons(const ForensicsReport& report, const ReportWords& words) {
    std::vector<const forensics::PersonFinding*> striking;
    for (const auto& finding : report.persons) {
        if (finding.state == forensics::State::ToCheck) striking.push_back(&finding);
    }
    std::string out = heading(words.persons);
    if (striking.empty()) return out + paragraph(words.persons_none);
    std::ranges::stable_sort(
        striking, {}, [](const auto* finding) { return finding->p.value_or(1); });
    out += table_start(words.persons_head);
    for (std::size_t n = 0; n < std::min(striking.size(), kRowsMost); ++n) {
        const auto& finding = *striking[n];
        out += table_row({std::to_string(report.named.names[finding.person]),
                          std::string(forensics::word(finding.statistic)),
                          number_in(words, finding.value.value_or(0)),
                          number_in(words, finding.p.value_or(1)),
                          std::to_string(finding.n)});
    }
    out += kTableEnd;
    return out + more(striking.size(), "persons.csv", words);
}

std::string next_steps(const ReportWords& words) {
    std::string out = heading(words.next) + "<ul>\n";
    for (const auto step : parts_of(words.next_steps))
        out += "<li>" + escaped(step) + "</li>\n";
    return out + "</ul>\n";
}

std::string half_of_page(const ForensicsReport& report, const ReportWords& words) {
    const std::string language(words.language);
    const auto& session = report.named.session;
    std::string out = "<section lang=\"" + language + "\" id=\"" + language + "\">\n";
    out += "<h1>" + escaped(words.title) + "</h1>\n";
    out += "<p class=\"notice\">" + escaped(words.notice) + "</p>\n";
    out += paragraph(filled(words.counts,
                            {{"persons", std::to_string(session.persons)},
                             {"items", std::to_string(session.models.size())},
                             {"pairs", std::to_string(report.pairs.size())},
                             {"alpha", number_in(words, report.alpha)}}));
    out += paragraph(report.abilities_given ? words.abilities_given : words.abilities_estimated);
    out += overview(report, words) + unavailable(report, words) + pairs(report, words);
    out += persons(report, words) + rooms(report, words) + histograms(report, words);
    return out + next_steps(words) + "</section>\n";
}

}  // namespace

std::string report_page(const ForensicsReport& report) {
    std::string page = "<!DOCTYPE html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\">";
    page += R"(<meta name="viewport" content="width=device-width,initial-scale=1">)";
    page += "<title>" + escaped(french_words().title) + "</title><style>";
    page += kStyle;
    page += "</style></head>\n<body>\n<nav><a href=\"#fr\">Français</a> · ";
    page += "<a href=\"#en\" lang=\"en\">English</a></nav>\n";
    page += half_of_page(report, french_words()) + half_of_page(report, english_words());
    return page + "</body>\n</html>\n";
}

}  // namespace probant::engine::cli
