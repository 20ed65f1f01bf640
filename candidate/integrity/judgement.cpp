// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/judgement.h"

#include <algorithm>
#include <array>

namespace probant::candidate::integrity {
namespace {

// What "…, +NNNN" takes at the end.
constexpr std::size_t kCountBytes = 8;
constexpr std::size_t kItemsBytesMax = engine::kSignEvidenceBytesMax - kCountBytes;

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// A name of a file may be any bytes: those of control would break a line of a log or of a screen.
std::string printable(std::string_view text) {
    std::string clean(text);
    const auto is_control = [](char byte) {
        return static_cast<unsigned char>(byte) < 0x20U || byte == 0x7F;
    };
    std::ranges::replace_if(clean, is_control, '?');
    return clean;
}

std::string shortened(std::string text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    std::size_t end = bytes;
    while (end > 0 && continues_character(text.at(end)))
        --end;
    text.resize(end);
    return text;
}

}  // namespace

std::string evidence_of(const std::vector<std::string>& items) {
    std::string text;
    std::size_t told = 0;
    for (const std::string& item : items) {
        const std::string clean = shortened(printable(item), kItemsBytesMax);
        const std::size_t separator = told == 0 ? 0 : 2;
        if (text.size() + separator + clean.size() > kItemsBytesMax) break;
        text.append(told == 0 ? "" : ", ").append(clean);
        ++told;
    }
    if (told < items.size()) text.append(", +").append(std::to_string(items.size() - told));
    return shortened(std::move(text), engine::kSignEvidenceBytesMax);
}

std::string without_owner(std::string_view path) {
    constexpr std::array<std::string_view, 2> kFolders{"/home/", "/run/user/"};
    for (const std::string_view folder : kFolders) {
        if (!path.starts_with(folder)) continue;
        const auto end = path.find('/', folder.size());
        const auto rest = end == std::string_view::npos ? std::string_view{} : path.substr(end);
        return "~" + std::string(rest);
    }
    return std::string(path);
}

}  // namespace probant::candidate::integrity
