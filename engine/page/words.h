// engine/page/words.h: what a report says, in French and in English, numbers included.
//
// Role        A report is one page with both languages: whatever is said in it is said twice.
// Numbers     French writes 12 345,67 and English 12,345.67. What is not a number is a dash.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace probant::engine::page {

enum class Language { French, English };

struct Words {
    std::string french{};
    std::string english{};
    friend bool operator==(const Words&, const Words&) = default;
};

[[nodiscard]] const std::string& in(Language language, const Words& words);

/// A name or a code, which no language changes.
[[nodiscard]] Words same(std::string_view text);

[[nodiscard]] Words whole(std::uint64_t count);

/// `places` digits after the mark.
[[nodiscard]] Words decimal(double value, int places);

/// 0.256 is 25.6 % with one place.
[[nodiscard]] Words percent(double share, int places);

/// A p or a q, with four places: "< 0.0001" where they would all be zeros.
[[nodiscard]] Words probability(double value);

/// Each "{}" of the pattern gives its place to the next value. ENSUREs as many as values.
[[nodiscard]] Words filled(const Words& pattern, const std::vector<Words>& values);

}  // namespace probant::engine::page
