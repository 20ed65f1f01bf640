// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/language.h"

#include "crypto/base/ensure.h"

namespace probant::engine {

std::optional<Language> parse_language(std::string_view code) {
    if (code == "fr") return Language::French;
    if (code == "en") return Language::English;
    return std::nullopt;
}

std::string_view code_of(Language language) {
    switch (language) {
        case Language::French:
            return "fr";
        case Language::English:
            return "en";
    }
    fail_ensure("a language is French or English");
}

}  // namespace probant::engine
