// SPDX-License-Identifier: EUPL-1.2
#include "server/text/nfc.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace probant::server {
namespace {

struct Freed {
    // utf8proc allocates with malloc and says so.
    // NOLINTNEXTLINE(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory)
    void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

std::optional<std::string> mapped(std::string_view text, int options) {
    utf8proc_uint8_t* made = nullptr;
    const auto length = utf8proc_map(
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(text.size()),
        &made,
        // In C its flags are an enum, or-ed.
        // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange)
        static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, Freed> owned(made);
    if (length < 0) return std::nullopt;
    return std::string(owned.get(), owned.get() + length);
}

bool has_control(std::string_view text) {
    return std::ranges::any_of(text, [](char one) {
        if (one == '\n' || one == '\r' || one == '\t') return false;
        const auto byte = static_cast<unsigned char>(one);
        return byte < 0x20 || byte == 0x7F;
    });
}

/// The code points of bytes 0x80 to 0x9F of Windows-1252; 0 where there is none.
constexpr std::array<std::uint16_t, 32> kWindows1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_utf8(std::string& text, std::int32_t point) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto length = utf8proc_encode_char(point, bytes.data());
    text.append(bytes.begin(), bytes.begin() + length);
}

std::optional<std::string> from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const auto one : bytes) {
        const auto byte = static_cast<unsigned char>(one);
        const bool special = byte >= 0x80 && byte <= 0x9F;
        const std::int32_t point = special ? kWindows1252.at(byte - 0x80U) : byte;
        if (special && point == 0) return std::nullopt;
        append_utf8(text, point);
    }
    return text;
}

}  // namespace

std::optional<std::string> to_nfc(std::string_view text) {
    if (has_control(text)) return std::nullopt;
    return mapped(text, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
}

std::optional<std::string> read_office_text(std::string_view bytes) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
    if (auto text = mapped(bytes, UTF8PROC_COMPOSE | UTF8PROC_STABLE)) return text;
    const auto text = from_windows_1252(bytes);
    return text ? to_nfc(*text) : std::nullopt;
}

std::string folded_name(std::string_view text) {
    const auto folded =
        mapped(text, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD | UTF8PROC_STABLE);
    return folded.value_or(std::string(text));
}

}  // namespace probant::server
