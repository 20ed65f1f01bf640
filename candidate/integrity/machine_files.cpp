// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/machine_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <system_error>

namespace probant::candidate::integrity {
namespace {

constexpr std::size_t kFileBytesMax = std::size_t{1024} * 1024;
constexpr std::size_t kNamesMax = 65'536;  // as many processes as a small machine can have
constexpr std::string_view kBlanks = " \t\r\n\0";

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(kBlanks);
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

template <class Separates>
std::vector<std::string_view> split(std::string_view text, Separates separates) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && !separates(text.at(at))) continue;
        if (at > begin) parts.push_back(text.substr(begin, at - begin));
        begin = at + 1;
    }
    return parts;
}

}  // namespace

std::optional<std::string> content_of_file(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::string content;
    std::array<char, 4096> piece{};
    while (stream) {
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        content.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
        if (content.size() > kFileBytesMax) return std::nullopt;
    }
    if (stream.bad() || !stream.eof()) return std::nullopt;
    return content;
}

std::optional<std::string> value_of_file(const std::filesystem::path& file) {
    const auto content = content_of_file(file);
    if (!content) return std::nullopt;
    return trimmed(*content);
}

std::optional<std::vector<std::string>> names_in(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::directory_iterator at(folder, error);
    if (error) return std::nullopt;
    std::vector<std::string> names;
    while (at != std::filesystem::directory_iterator() && names.size() < kNamesMax) {
        names.push_back(at->path().filename().string());
        at.increment(error);
        if (error) return std::nullopt;
    }
    std::ranges::sort(names);
    return names;
}

std::optional<std::string> target_of_link(const std::filesystem::path& link) {
    std::error_code error;
    const auto target = std::filesystem::read_symlink(link, error);
    if (error) return std::nullopt;
    return target.string();
}

std::vector<std::string_view> lines_of(std::string_view text) {
    return split(text, [](char byte) { return byte == '\n'; });
}

std::vector<std::string_view> words_of_line(std::string_view line) {
    return split(line, [](char byte) { return byte == ' ' || byte == '\t'; });
}

std::optional<std::uint64_t> whole_number(std::string_view text, int base) {
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [read, error] = std::from_chars(text.data(), end, number, base);
    if (error != std::errc() || read != end) return std::nullopt;
    return number;
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return lower;
}

}  // namespace probant::candidate::integrity
