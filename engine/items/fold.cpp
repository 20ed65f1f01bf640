// SPDX-License-Identifier: EUPL-1.2
#include "engine/items/fold.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "crypto/base/ensure.h"
#include "crypto/base/utf8.h"

namespace probant::engine {
namespace {

constexpr std::uint32_t kTableFirst = 0xC0;
constexpr std::uint32_t kTableLast = 0x17F;

/// U+00C0 … U+017F (Latin-1 and Latin Extended-A); empty: the character stays.
constexpr std::array<std::string_view, kTableLast - kTableFirst + 1> kLatin{
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",  // U+00C0
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",  // U+00E0
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y",
    "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c", "c", "c", "c", "c", "d",  "d",  // U+0100
    "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e", "e", "e", "g", "g", "g",  "g",
    "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i", "i", "i", "i", "i", "i",  "i",  // U+0120
    "i", "i", "ij", "ij", "j", "j", "k",  "k", "k", "l", "l", "l", "l", "l", "l",  "l",
    "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "n", "n", "n", "o", "o", "o",  "o",  // U+0140
    "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r", "s", "s", "s", "s", "s",  "s",
    "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u", "u", "u", "u", "u", "u",  "u",  // U+0160
    "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z", "z", "z", "z", "z", "z",  "s"};

std::uint32_t code_point(std::string_view character) {
    constexpr std::array<std::uint32_t, 5> kFirstByteMask{0, 0x7F, 0x1F, 0x0F, 0x07};
    std::uint32_t value =
        static_cast<unsigned char>(character.front()) & kFirstByteMask.at(character.size());
    for (const char byte : character.substr(1))
        value = (value << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
    return value;
}

bool is_between(std::uint32_t value, std::uint32_t first, std::uint32_t last) {
    return value >= first && value <= last;
}

bool is_space_like(std::uint32_t point) {
    switch (point) {
        case ' ':
        case '\t':
        case '-':
        case '\'':
        case '`':
        case 0x00A0:  // no-break space
        case 0x00B4:  // acute accent used as an apostrophe
        case 0x02B9:  // modifier letters used as apostrophes
        case 0x02BC:
        case 0x2032:  // prime
        case 0x202F:  // narrow no-break space
        case 0x205F:
        case 0x2212:  // minus
        case 0x3000:
            return true;
        default:
            break;
    }
    return is_between(point, 0x2000, 0x200A) || is_between(point, 0x2010, 0x2015) ||
           is_between(point, 0x2018, 0x201B);
}

/// Soft hyphen, zero-width characters, and accents typed after their letter.
bool is_invisible(std::uint32_t point) {
    return point == 0x00AD || point == 0xFEFF || point == 0x2060 ||
           is_between(point, 0x200B, 0x200D) || is_between(point, 0x0300, 0x036F);
}

/// Romanian letters with a comma, ẞ, and the Greek-looking micro sign stays out of it.
std::string_view folded_beyond_table(std::uint32_t point) {
    switch (point) {
        case 0x0218:
        case 0x0219:
            return "s";
        case 0x021A:
        case 0x021B:
            return "t";
        case 0x1E9E:
            return "ss";
        case 0xFB00:
            return "ff";
        case 0xFB01:
            return "fi";
        case 0xFB02:
            return "fl";
        default:
            return {};
    }
}

std::string_view folded_letter(std::uint32_t point) {
    if (is_between(point, kTableFirst, kTableLast)) return kLatin.at(point - kTableFirst);
    return folded_beyond_table(point);
}

void append_folded(std::string& folded, std::string_view character) {
    const std::uint32_t point = code_point(character);
    if (is_invisible(point)) return;
    if (is_space_like(point)) {
        if (!folded.empty() && folded.back() != ' ') folded += ' ';
        return;
    }
    if (is_between(point, 'A', 'Z')) {
        folded += static_cast<char>(point - 'A' + 'a');
        return;
    }
    const auto letter = folded_letter(point);
    folded += letter.empty() ? character : letter;
}

}  // namespace

std::string fold(std::string_view text) {
    ENSURE(is_utf8(text));
    std::string folded;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length_at(text, at);
        append_folded(folded, text.substr(at, length));
        at += length;
    }
    if (!folded.empty() && folded.back() == ' ') folded.pop_back();
    return folded;
}

}  // namespace probant::engine
