// SPDX-License-Identifier: EUPL-1.2
#include "crypto/internal/age_header.h"

#include <algorithm>

namespace probant::crypto::internal {

namespace {

constexpr std::string_view kVersionLine = "age-encryption.org/v1\n";
constexpr std::string_view kStanzaPrefix = "-> ";
constexpr std::string_view kMacPrefix = "--- ";
constexpr std::size_t kMacMark = 3;  // "---" is covered, the space after it is not
constexpr std::size_t kColumns = 64;

class HeaderReader {
public:
    explicit HeaderReader(std::string_view text) : text_(text) {}

    std::optional<AgeHeader> read() {
        AgeHeader header;
        if (!text_.starts_with(kVersionLine)) return std::nullopt;
        at_ = kVersionLine.size();
        for (auto line = next_line(); line; line = next_line()) {
            if (line->starts_with(kMacPrefix)) return finish(std::move(header), *line);
            auto stanza = read_stanza(*line);
            if (!stanza) return std::nullopt;
            header.stanzas.push_back(std::move(*stanza));
        }
        return std::nullopt;
    }

private:
    std::optional<std::string_view> next_line() {
        const auto end = text_.find('\n', at_);
        if (end == std::string_view::npos) return std::nullopt;
        line_start_ = at_;
        at_ = end + 1;
        return text_.substr(line_start_, end - line_start_);
    }

    [[nodiscard]] std::optional<AgeHeader> finish(AgeHeader header, std::string_view line) const {
        const auto mac = from_base64_unpadded(line.substr(kMacPrefix.size()));
        if (header.stanzas.empty() || !mac || mac->size() != header.mac.size()) return std::nullopt;
        std::copy(mac->begin(), mac->end(), header.mac.begin());
        header.covered_bytes = line_start_ + kMacMark;
        header.total_bytes = at_;
        return header;
    }

    std::optional<AgeStanza> read_stanza(std::string_view line) {
        if (!line.starts_with(kStanzaPrefix)) return std::nullopt;
        auto words = words_of(line.substr(kStanzaPrefix.size()));
        auto body = read_body();
        if (!words || !body) return std::nullopt;
        AgeStanza stanza{
            .type = std::move(words->front()), .arguments = {}, .body = std::move(*body)};
        words->erase(words->begin());
        stanza.arguments = std::move(*words);
        return stanza;
    }

    /// One or more words of visible ASCII, one space between them.
    static std::optional<std::vector<std::string>> words_of(std::string_view line) {
        std::vector<std::string> words(1);
        for (const char unit : line) {
            if (unit == ' ') {
                words.emplace_back();
                continue;
            }
            if (unit < '!' || unit > '~') return std::nullopt;
            words.back() += unit;
        }
        if (std::ranges::any_of(words, [](const auto& word) { return word.empty(); })) {
            return std::nullopt;
        }
        return words;
    }

    /// Full lines, then the one that is shorter, perhaps empty.
    std::optional<Bytes> read_body() {
        std::string encoded;
        for (auto line = next_line(); line; line = next_line()) {
            if (line->size() > kColumns) return std::nullopt;
            encoded += *line;
            if (line->size() < kColumns) return from_base64_unpadded(encoded);
        }
        return std::nullopt;
    }

    std::string_view text_;
    std::size_t at_{0};
    std::size_t line_start_{0};
};

}  // namespace

std::string_view age_version_line() {
    return kVersionLine;
}

std::string write_stanza(const AgeStanza& stanza) {
    std::string text(kStanzaPrefix);
    text += stanza.type;
    for (const std::string& argument : stanza.arguments) {
        text += ' ';
        text += argument;
    }
    text += '\n';
    const std::string encoded = to_base64_unpadded(stanza.body);
    // A body of whole lines is closed by an empty one.
    for (std::size_t at = 0; at <= encoded.size(); at += kColumns) {
        text += encoded.substr(at, kColumns);
        text += '\n';
    }
    return text;
}

std::optional<AgeHeader> read_age_header(ByteView file) {
    return HeaderReader(as_text(file.first(std::min(file.size(), kAgeHeaderBytesMax)))).read();
}

}  // namespace probant::crypto::internal
