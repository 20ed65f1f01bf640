// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/report.h"

#include <nlohmann/json.hpp>

namespace probant::candidate::doctor {
namespace {

using engine::Language;
using engine::SignState;
using Json = nlohmann::ordered_json;

Json json_of(const Check& check) {
    return {{"check", check.name},
            {"state", engine::name_of(check.state)},
            {"title_fr", check.title.fr},
            {"title_en", check.title.en},
            {"seen_fr", check.seen.fr},
            {"seen_en", check.seen.en},
            {"remedy_fr", check.remedy.fr},
            {"remedy_en", check.remedy.en}};
}

}  // namespace

CheckCounts counts_of(const Checks& checks) {
    CheckCounts counts;
    for (const Check& check : checks) {
        switch (check.state) {
            case SignState::Ok:
                ++counts.ok;
                break;
            case SignState::ToCheck:
                ++counts.to_check;
                break;
            case SignState::CouldNotTell:
                ++counts.could_not_tell;
                break;
        }
    }
    return counts;
}

SignState state_of(const Checks& checks) {
    const CheckCounts counts = counts_of(checks);
    if (counts.to_check > 0) return SignState::ToCheck;
    return counts.could_not_tell > 0 ? SignState::CouldNotTell : SignState::Ok;
}

std::string_view words_of(SignState state, Language language) {
    const bool french = language == Language::French;
    switch (state) {
        case SignState::Ok:
            return french ? "en ordre" : "in order";
        case SignState::ToCheck:
            return french ? "à vérifier" : "to check";
        case SignState::CouldNotTell:
            return french ? "sans réponse" : "could not tell";
    }
    return {};
}

std::string summary_of(const Checks& checks, Language language) {
    const CheckCounts counts = counts_of(checks);
    return fmt::format("{} {}, {} {}, {} {}",
                       counts.ok,
                       words_of(SignState::Ok, language),
                       counts.to_check,
                       words_of(SignState::ToCheck, language),
                       counts.could_not_tell,
                       words_of(SignState::CouldNotTell, language));
}

std::string report_lines(const Checks& checks, Language language) {
    const bool french = language == Language::French;
    std::string lines;
    for (const Check& check : checks) {
        lines += fmt::format("[{}] {}{} {}\n",
                             words_of(check.state, language),
                             check.title.in(language),
                             french ? " :" : ":",
                             check.seen.in(language));
        if (check.remedy.fr.empty()) continue;
        lines += fmt::format(
            "    {} {}\n", french ? "À faire :" : "What to do:", check.remedy.in(language));
    }
    lines += summary_of(checks, language);
    lines += ".\n";
    return lines;
}

std::string report_json(const Checks& checks, std::int64_t wall_ms) {
    Json told{{"state", engine::name_of(state_of(checks))}, {"made_ms", wall_ms}};
    told["checks"] = Json::array();
    for (const Check& check : checks)
        told["checks"].push_back(json_of(check));
    // A name of a file may be any bytes; a line of JSON is text.
    return told.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace probant::candidate::doctor
