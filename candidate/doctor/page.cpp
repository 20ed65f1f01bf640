// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/page.h"

#include <algorithm>
#include <array>

#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

#include "candidate/doctor/report.h"

namespace probant::candidate::doctor {
namespace {

using engine::Language;
using engine::SignState;

// Contrast is at least 4.5:1 on each surface, in the light and in the dark.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark;
  --ink: #14212b; --soft: #46545f; --paper: #f6f4ee; --surface: #ffffff; --line: #d8d5cb;
  --ok: #1b6538; --to_check: #7a5200; --could_not_tell: #4a5560; }
@media (prefers-color-scheme: dark) { :root {
  --ink: #e8ecef; --soft: #b9c2ca; --paper: #14181c; --surface: #1d2329; --line: #3a434c;
  --ok: #84d39e; --to_check: #f0c36a; --could_not_tell: #b9c2ca; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 "Atkinson Hyperlegible", system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.25rem 1rem 2rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0; }
h2 { font-size: 1.1875rem; line-height: 1.35; margin: 1.75rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: baseline; }
p { margin: .25rem 0 0; overflow-wrap: anywhere; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .625rem; }
li { background: var(--surface); border: 1px solid var(--line); border-left: 6px solid var(--state);
  border-radius: 8px; padding: .75rem 1rem; }
.ok { --state: var(--ok); } .to_check { --state: var(--to_check); }
.could_not_tell { --state: var(--could_not_tell); }
.state { color: var(--state); }
.soft { color: var(--soft); }
@media print {
  :root { --ink: #000000; --soft: #222222; --paper: #ffffff; --surface: #ffffff; --line: #777777;
    --ok: #1b6538; --to_check: #7a5200; --could_not_tell: #4a5560; }
  main { max-width: none; padding: 0; }
  li { break-inside: avoid; }
  h2 { break-after: avoid; }
}
)";

// What a person must do comes first.
constexpr std::array kOrder{SignState::ToCheck, SignState::CouldNotTell, SignState::Ok};

std::string_view mark_of(SignState state) {
    switch (state) {
        case SignState::Ok:
            return "✓";
        case SignState::ToCheck:
            return "!";
        case SignState::CouldNotTell:
            return "?";
    }
    return {};
}

std::string as_text(std::string_view words) {
    std::string escaped;
    for (const char letter : words) {
        switch (letter) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            default:
                escaped += letter;
        }
    }
    return escaped;
}

std::string item_of(const Check& check, Language language) {
    std::string item = fmt::format(R"(<li class="{}"><h3><span>{}</span><span class="state">)"
                                   R"(<span aria-hidden="true">{} </span>{}</span></h3><p>{}</p>)",
                                   engine::name_of(check.state),
                                   as_text(check.title.in(language)),
                                   mark_of(check.state),
                                   words_of(check.state, language),
                                   as_text(check.seen.in(language)));
    if (!check.remedy.fr.empty()) {
        item += fmt::format("<p><strong>{}</strong> {}</p>",
                            language == Language::French ? "À faire :" : "What to do:",
                            as_text(check.remedy.in(language)));
    }
    item += "</li>\n";
    return item;
}

std::string heading_of(SignState state, Language language) {
    const bool french = language == Language::French;
    switch (state) {
        case SignState::Ok:
            return french ? "En ordre" : "In order";
        case SignState::ToCheck:
            return french ? "À vérifier" : "To check";
        case SignState::CouldNotTell:
            return french ? "La station n'a pas pu répondre" : "The station could not tell";
    }
    return {};
}

std::string section_of(const Checks& checks, SignState state, Language language) {
    const auto count = std::ranges::count(checks, state, &Check::state);
    if (count == 0) return {};
    const auto name = engine::name_of(state);
    std::string section =
        fmt::format("<section aria-labelledby=\"{}\">\n<h2 id=\"{}\">{} ({})</h2>\n<ul>\n",
                    name,
                    name,
                    heading_of(state, language),
                    count);
    for (const Check& check : checks)
        if (check.state == state) section += item_of(check, language);
    section += "</ul>\n</section>\n";
    return section;
}

std::string time_of(std::int64_t wall_ms) {
    constexpr std::int64_t kMicroseconds = 1000;
    return Poco::DateTimeFormatter::format(Poco::Timestamp(wall_ms * kMicroseconds),
                                           "%Y-%m-%d %H:%M UTC");
}

}  // namespace

std::string page_of(const Checks& checks, std::int64_t wall_ms, Language language) {
    const bool french = language == Language::French;
    const std::string_view title = french ? "État de la station" : "State of the station";
    std::string page = fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n"
        "<h1>{}</h1>\n<p>{}.</p>\n<p class=\"soft\">{} {}. {}</p>\n",
        engine::code_of(language),
        title,
        kStyle,
        title,
        summary_of(checks, language),
        french ? "Regardé le" : "Looked at on",
        time_of(wall_ms),
        french ? "La station observe et montre ; une personne décide."
               : "The station observes and shows; a person decides.");
    for (const SignState state : kOrder)
        page += section_of(checks, state, language);
    page += "</main>\n</body>\n</html>\n";
    return page;
}

}  // namespace probant::candidate::doctor
