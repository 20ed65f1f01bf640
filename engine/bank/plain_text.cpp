// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/plain_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "crypto/base/ensure.h"
#include "crypto/base/utf8.h"

namespace probant::engine {
namespace {

struct Run {
    std::uint32_t first;
    std::uint32_t last;
};

// Combining marks of the scripts we may meet, and conjoining jamo: they may compose.
// Then singletons and composition exclusions: NFC always replaces them.
constexpr std::array<Run, 20> kNotNormal{
    {{0x0300, 0x036F}, {0x0374, 0x0374}, {0x037E, 0x037E}, {0x0387, 0x0387}, {0x0483, 0x0487},
     {0x0591, 0x05BD}, {0x064B, 0x065F}, {0x0900, 0x0DFF}, {0x1100, 0x11FF}, {0x1AB0, 0x1AFF},
     {0x1DC0, 0x1DFF}, {0x1F71, 0x1FFD}, {0x2000, 0x2001}, {0x20D0, 0x20FF}, {0x2126, 0x2126},
     {0x212A, 0x212B}, {0x2329, 0x232A}, {0x3099, 0x309A}, {0xF900, 0xFAFF}, {0xFB1D, 0xFB4E}}};

constexpr std::array<Run, 3> kControl{{{0x00, 0x08}, {0x0B, 0x1F}, {0x7F, 0x9F}}};

// Soft hyphen, zero-width and direction characters, byte order mark, tags. The zero-width joiner
// and the variation selectors stay: pictograms are made of them.
constexpr std::array<Run, 8> kInvisible{{{0x00AD, 0x00AD},
                                         {0x061C, 0x061C},
                                         {0x200B, 0x200C},
                                         {0x200E, 0x200F},
                                         {0x2028, 0x202E},
                                         {0x2060, 0x206F},
                                         {0xFEFF, 0xFEFF},
                                         {0xE0000, 0xE007F}}};

template <std::size_t Size>
bool is_in(const std::array<Run, Size>& runs, std::uint32_t point) {
    return std::any_of(runs.begin(), runs.end(), [point](const Run& run) {
        return point >= run.first && point <= run.last;
    });
}

std::uint32_t code_point(std::string_view character) {
    constexpr std::array<std::uint32_t, 5> kFirstByteMask{0, 0x7F, 0x1F, 0x0F, 0x07};
    std::uint32_t value =
        static_cast<unsigned char>(character.front()) & kFirstByteMask.at(character.size());
    for (const char byte : character.substr(1))
        value = (value << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
    return value;
}

}  // namespace

std::size_t characters_in(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        const std::size_t length = utf8_length_at(text, at);
        ENSURE(length > 0);
        at += length;
    }
    return count;
}

TextFlaw flaw_of(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length_at(text, at);
        ENSURE(length > 0);
        const std::uint32_t point = code_point(text.substr(at, length));
        if (is_in(kNotNormal, point)) return TextFlaw::NotNormal;
        if (is_in(kControl, point)) return TextFlaw::Control;
        if (is_in(kInvisible, point)) return TextFlaw::Invisible;
        at += length;
    }
    return TextFlaw::None;
}

}  // namespace probant::engine
