// server/base/sentence.h: a sentence said to a person, in both languages of Probant.
//
// Role     What a problem, a configuration fault or a start refusal says. French first.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace probant::server {

enum class Language : std::uint8_t { French, English };

/// "fr" or "en", as in the `lang` attribute of a page.
[[nodiscard]] constexpr std::string_view tag_of(Language language) {
    return language == Language::French ? "fr" : "en";
}

struct Sentence {
    std::string fr;
    std::string en;

    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::French ? fr : en;
    }

    friend bool operator==(const Sentence&, const Sentence&) = default;
};

}  // namespace probant::server
