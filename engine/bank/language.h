// engine/bank/language.h: the two languages of Probant, and a text written in both.
//
// Role     Every text for people is a Text; whoever shows it chooses the language.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace probant::engine {

enum class Language { French, English };

/// "fr" or "en", nothing else.
[[nodiscard]] std::optional<Language> parse_language(std::string_view code);
[[nodiscard]] std::string_view code_of(Language language);

struct Text {
    std::string fr{};
    std::string en{};

    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::French ? fr : en;
    }

    friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace probant::engine
