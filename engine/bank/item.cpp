// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/item.h"

#include <array>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

constexpr std::array kAllInteractions{Interaction::SingleChoice,
                                      Interaction::MultipleChoice,
                                      Interaction::ShortText,
                                      Interaction::Number,
                                      Interaction::Order,
                                      Interaction::Match};

}  // namespace

std::string_view name_of(Interaction interaction) {
    switch (interaction) {
        case Interaction::SingleChoice:
            return "single_choice";
        case Interaction::MultipleChoice:
            return "multiple_choice";
        case Interaction::ShortText:
            return "short_text";
        case Interaction::Number:
            return "number";
        case Interaction::Order:
            return "order";
        case Interaction::Match:
            return "match";
    }
    fail_ensure("an interaction is one of six");
}

std::optional<Interaction> parse_interaction(std::string_view name) {
    for (const Interaction interaction : kAllInteractions)
        if (name_of(interaction) == name) return interaction;
    return std::nullopt;
}

}  // namespace probant::engine
