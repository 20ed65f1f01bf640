// engine/bank/access.h: what people may need of a question, and whether a question suits them.
//
// Role        Somebody who works with a screen reader, or without a mouse, is given the questions
// that
//             their authors found to be as fair so: a question names the needs it suits
//             (docs/BANK.md); one that names none suits everybody. Never traded, like the language
//             of a question.
// Invariants  AccessNeeds ascend, each once.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/bank/language.h"

namespace probant::engine {

struct Content;
struct Item;

enum class AccessNeed {
    Keyboard,      ///< no pointer
    ScreenReader,  ///< nothing is seen: pictures are known by their description
    LowVision,     ///< much enlarged
    Colours,       ///< some colours are not told apart
};

inline constexpr std::array kAccessNeeds{
    AccessNeed::Keyboard, AccessNeed::ScreenReader, AccessNeed::LowVision, AccessNeed::Colours};

using AccessNeeds = std::vector<AccessNeed>;

[[nodiscard]] std::string_view name_of(AccessNeed need);  ///< "keyboard" …
[[nodiscard]] std::optional<AccessNeed> parse_access_need(std::string_view name);
[[nodiscard]] Text words_for(AccessNeed need);  ///< "lecteur d'écran" …, within a sentence

[[nodiscard]] bool are_needs(const AccessNeeds& needs);  ///< ascending, each once

[[nodiscard]] bool suits(const Item& item, const AccessNeeds& needs);

/// By item, what is not live or does not suit these needs; empty for nothing.
[[nodiscard]] std::vector<char> withheld_for(const AccessNeeds& needs, const Content& content);

/// Is there a whole sitting for somebody with these needs: every question that counts, and those on
/// trial?
[[nodiscard]] bool has_sitting_for(const AccessNeeds& needs, const Content& content);

}  // namespace probant::engine
