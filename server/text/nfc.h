// server/text/nfc.h: text from outside, made canonical at the edge.
//
// Role        Everything that people type or import is checked UTF-8 and put in Unicode's normal
//             form C before it goes further: "é" has one spelling inside.
// Errors      Nothing for what is not UTF-8 or holds a control character other than a tab or the
//             end of a line.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace probant::server {

[[nodiscard]] std::optional<std::string> to_nfc(std::string_view text);

/// What an old spreadsheet writes: UTF-8, with or without its mark, else Windows-1252.
[[nodiscard]] std::optional<std::string> read_office_text(std::string_view bytes);

/// NFC, lower case, without accents: for comparing names, never for showing them.
[[nodiscard]] std::string folded_name(std::string_view text);

}  // namespace probant::server
