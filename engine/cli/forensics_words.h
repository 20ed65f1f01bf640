// engine/cli/forensics_words.h: what report.html says, in both languages.
//
// Role        The sentences, apart from what assembles them.
// Threads     Constants and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "engine/cli/forensics_report.h"
#include "engine/forensics/session.h"

namespace probant::engine::cli {

struct ReportWords {
    std::string_view language{};
    std::string_view title{};
    std::string_view notice{};
    std::string_view counts{};  ///< {persons}, {items}, {pairs}, {alpha}
    std::string_view abilities_given{};
    std::string_view abilities_estimated{};
    std::string_view overview{};
    std::string_view overview_head{};  ///< a table's header row, cells between '|'
    std::string_view persons_rule{};
    std::string_view pairs_rule{};
    std::string_view unavailable{};
    std::string_view unavailable_head{};
    std::string_view histograms{};
    std::string_view histograms_note{};
    std::string_view rooms{};
    std::string_view rooms_note{};
    std::string_view rooms_none{};
    std::string_view pairs{};
    std::string_view pairs_head{};
    std::string_view pairs_none{};
    std::string_view persons{};
    std::string_view persons_head{};
    std::string_view persons_none{};
    std::string_view more{};  ///< {count}, {file}
    std::string_view next{};
    std::string_view next_steps{};  ///< list items between '|'
    std::string_view other_session{};
    std::string_view seat_unknown{};
    std::string_view seats_apart{};  ///< {distance}, {minutes}
};

[[nodiscard]] const ReportWords& french_words();
[[nodiscard]] const ReportWords& english_words();

/// What a statistic looks at, in one sentence.
[[nodiscard]] std::string_view meaning(forensics::Statistic statistic, const ReportWords& words);

}  // namespace probant::engine::cli
