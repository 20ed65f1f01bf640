// engine/bank/plain_text.h: may this text stand in a bank?
//
// Role        A text of a bank is what it looks like: in normal form C, so that the same words have
//             the same digest, without control, direction or invisible characters.
// How         Without tables of Unicode, normal form is granted only where it is certain: no
//             combining mark, no conjoining jamo, none of the few characters that NFC replaces.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>

namespace probant::engine {

/// In code points. ENSUREs UTF-8.
[[nodiscard]] std::size_t characters_in(std::string_view text);

enum class TextFlaw { None, NotNormal, Control, Invisible };

/// Line breaks and tabs are allowed: code and addresses need them. ENSUREs UTF-8.
[[nodiscard]] TextFlaw flaw_of(std::string_view text);

}  // namespace probant::engine
