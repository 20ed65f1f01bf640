// candidate/doctor/check.h: one thing that was looked at before an exam, and what to do about it.
//
// Role        What every part of the doctor gives, and the pages and lines are made of.
// Invariants  A state that is not Ok comes with a remedy. Both languages say the same.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/bank/language.h"
#include "engine/proctoring/station_sign.h"

namespace probant::candidate::doctor {

struct Check {
    std::string name{};  ///< "camera", "model.objects", "sign.process": for programs
    engine::Text title{};
    engine::SignState state{engine::SignState::Ok};
    engine::Text seen{};
    engine::Text remedy{};  ///< empty where there is nothing to do
};

using Checks = std::vector<Check>;

/// The same figures in both languages, each in its sentence.
template <class... Figures>
[[nodiscard]] engine::Text told(fmt::format_string<const Figures&...> french,
                                fmt::format_string<const Figures&...> english,
                                const Figures&... figures) {
    return {.fr = fmt::format(french, figures...), .en = fmt::format(english, figures...)};
}

}  // namespace probant::candidate::doctor
