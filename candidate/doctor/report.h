// candidate/doctor/report.h: what was looked at, as lines for a terminal and as JSON.
//
// Role     Says for each check its state, what was seen and what to do.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "candidate/doctor/check.h"

namespace probant::candidate::doctor {

struct CheckCounts {
    std::size_t ok{};
    std::size_t to_check{};
    std::size_t could_not_tell{};
};

[[nodiscard]] CheckCounts counts_of(const Checks& checks);

/// To check where anything is, else could not tell where anything could not, else ok.
[[nodiscard]] engine::SignState state_of(const Checks& checks);

/// "à vérifier", "to check".
[[nodiscard]] std::string_view words_of(engine::SignState state, engine::Language language);

/// "14 en ordre, 2 à vérifier, 1 sans réponse".
[[nodiscard]] std::string summary_of(const Checks& checks, engine::Language language);

[[nodiscard]] std::string report_lines(const Checks& checks, engine::Language language);

/// One object, in both languages.
[[nodiscard]] std::string report_json(const Checks& checks, std::int64_t wall_ms);

}  // namespace probant::candidate::doctor
