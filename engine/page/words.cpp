// SPDX-License-Identifier: EUPL-1.2
#include "engine/page/words.h"

#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

#include "crypto/base/ensure.h"

namespace probant::engine::page {
namespace {

constexpr std::string_view kNarrowSpace = "\u202f";  // cannot be broken at the end of a line
constexpr std::string_view kMinus = "\u2212";
constexpr std::string_view kDash = "\u2013";

/// Between groups of three digits.
std::string grouped(std::string_view digits, std::string_view separator) {
    std::string text;
    for (std::size_t n = 0; n < digits.size(); ++n) {
        if (n > 0 && (digits.size() - n) % 3 == 0) text += separator;
        text += digits[n];
    }
    return text;
}

std::string fixed(double value, int places) {
    // The longest double has 309 digits before its mark.
    std::array<char, 400> buffer{};
    const auto [end, error] = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, places);
    ENSURE(error == std::errc{});
    return {buffer.data(), end};
}

std::string filled_one(std::string_view pattern,
                       const std::vector<Words>& values,
                       Language language) {
    std::string text;
    std::size_t used = 0;
    for (auto at = pattern.find("{}"); at != std::string_view::npos; at = pattern.find("{}")) {
        ENSURE(used < values.size());
        text += pattern.substr(0, at);
        text += in(language, values[used++]);
        pattern.remove_prefix(at + 2);
    }
    ENSURE(used == values.size());
    return text.append(pattern);
}

}  // namespace

const std::string& in(Language language, const Words& words) {
    return language == Language::French ? words.french : words.english;
}

Words same(std::string_view text) {
    return {.french = std::string(text), .english = std::string(text)};
}

Words whole(std::uint64_t count) {
    const auto digits = std::to_string(count);
    return {.french = grouped(digits, kNarrowSpace), .english = grouped(digits, ",")};
}

Words decimal(double value, int places) {
    if (!std::isfinite(value)) return same(kDash);
    const std::string text = fixed(std::abs(value), places);
    const auto mark = text.find('.');
    const auto before = std::string_view(text).substr(0, mark);
    const auto after = mark == std::string::npos ? std::string() : text.substr(mark + 1);
    // What rounds to zero has no sign.
    const bool negative = value < 0 && text.find_first_not_of("0.") != std::string::npos;
    const std::string sign{negative ? kMinus : std::string_view()};
    Words words{.french = sign + grouped(before, kNarrowSpace),
                .english = sign + grouped(before, ",")};
    if (after.empty()) return words;
    words.french += ',' + after;
    words.english += '.' + after;
    return words;
}

Words percent(double share, int places) {
    auto words = decimal(100 * share, places);
    if (!std::isfinite(share)) return words;
    words.french += std::string(kNarrowSpace) + "%";
    words.english += "%";
    return words;
}

Words probability(double value) {
    constexpr int kPlaces = 4;
    constexpr double kLeast = 1e-4;
    if (!std::isfinite(value) || value >= kLeast) return decimal(value, kPlaces);
    const auto least = decimal(kLeast, kPlaces);
    return {.french = "<\u00a0" + least.french, .english = "<\u00a0" + least.english};
}

Words filled(const Words& pattern, const std::vector<Words>& values) {
    return {.french = filled_one(pattern.french, values, Language::French),
            .english = filled_one(pattern.english, values, Language::English)};
}

}  // namespace probant::engine::page
