// SPDX-License-Identifier: EUPL-1.2
#include "crypto/note.h"

#include <algorithm>
#include <optional>

#include "crypto/base/utf8.h"
#include "crypto/digest.h"
#include "crypto/internal/raw_signature.h"

namespace probant::crypto::note {

namespace {

constexpr std::uint8_t kEd25519 = 0x01;
constexpr std::string_view kSignaturePrefix = "\xE2\x80\x94 ";  // an em dash, then a space

// The white space of Unicode that a name could hide a line or a field behind (White_Space=yes).
constexpr std::array<std::string_view, 20> kWideSpaces{
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
    "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
    "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF"};

struct Line {
    std::string_view name{};
    Bytes id_and_signature{};
};

bool is_control(char unit) {
    const auto byte = static_cast<std::uint8_t>(unit);
    return byte < 0x20 || byte == 0x7F;
}

bool is_note_text(std::string_view text) {
    if (text.empty() || text.back() != '\n' || !is_utf8(text)) return false;
    return std::ranges::none_of(text, [](char unit) { return unit != '\n' && is_control(unit); });
}

std::optional<Line> read_line(std::string_view line) {
    if (!line.starts_with(kSignaturePrefix)) return std::nullopt;
    line.remove_prefix(kSignaturePrefix.size());
    const auto space = line.find(' ');
    if (space == std::string_view::npos || !is_name(line.substr(0, space))) return std::nullopt;
    auto bytes = from_base64(line.substr(space + 1));
    if (!bytes || bytes->size() <= KeyId{}.size()) return std::nullopt;
    return Line{.name = line.substr(0, space), .id_and_signature = std::move(*bytes)};
}

std::optional<std::vector<Line>> read_lines(std::string_view block) {
    std::vector<Line> lines;
    while (!block.empty()) {
        const auto end = block.find('\n');
        if (end == std::string_view::npos || lines.size() == kSignaturesMax) return std::nullopt;
        auto line = read_line(block.substr(0, end));
        if (!line) return std::nullopt;
        lines.push_back(std::move(*line));
        block.remove_prefix(end + 1);
    }
    if (lines.empty()) return std::nullopt;
    return lines;
}

}  // namespace

std::string_view name_of(Fault fault) {
    switch (fault) {
        case Fault::TooLarge:
            return "too_large";
        case Fault::Malformed:
            return "malformed";
        case Fault::UnknownKey:
            return "unknown_key";
        case Fault::BadSignature:
            return "bad_signature";
    }
    fail_ensure("a fault of the list");
}

bool is_name(std::string_view name) {
    if (name.empty() || !is_utf8(name)) return false;
    if (std::ranges::any_of(
            name, [](char unit) { return is_control(unit) || unit == ' ' || unit == '+'; })) {
        return false;
    }
    return std::ranges::none_of(kWideSpaces, [name](std::string_view space) {
        return name.find(space) != std::string_view::npos;
    });
}

KeyId key_id(std::string_view name, const PublicKey& key) {
    constexpr std::array<std::uint8_t, 2> kSeparatorAndType{'\n', kEd25519};
    const Digest digest =
        Sha256().add(as_bytes(name)).add(kSeparatorAndType).add(key.bytes()).finish();
    KeyId id{};
    std::copy_n(digest.bytes.begin(), id.size(), id.begin());
    return id;
}

std::string verifier_text(const Verifier& verifier) {
    Bytes typed{kEd25519};
    typed.insert(typed.end(), verifier.key.bytes().begin(), verifier.key.bytes().end());
    return verifier.name + "+" + to_hex(key_id(verifier.name, verifier.key)) + "+" +
           to_base64(typed);
}

std::string sign(std::string_view origin, std::string_view lines, const KeyPair& key) {
    ENSURE(is_name(origin));
    std::string text(origin);
    text += '\n';
    text += lines;
    ENSURE(is_note_text(text));
    const KeyId id = key_id(origin, key.public_key());
    const Signature signature = internal::sign_raw(as_bytes(text), key);
    Bytes both(id.begin(), id.end());
    both.insert(both.end(), signature.begin(), signature.end());
    text += '\n';
    text += kSignaturePrefix;
    text += origin;
    text += ' ';
    text += to_base64(both);
    text += '\n';
    return text;
}

Result<std::string, Fault> open(std::string_view note, const Verifier& verifier) {
    if (note.size() > kNoteBytesMax) return Refused{Fault::TooLarge};
    // The text may hold blank lines itself: the signatures follow the last one.
    const auto blank = note.rfind("\n\n");
    if (blank == std::string_view::npos) return Refused{Fault::Malformed};
    const std::string_view text = note.substr(0, blank + 1);
    const auto lines = read_lines(note.substr(blank + 2));
    if (!lines || !is_note_text(text)) return Refused{Fault::Malformed};

    const KeyId id = key_id(verifier.name, verifier.key);
    bool found = false;
    for (const Line& line : *lines) {
        const ByteView bytes(line.id_and_signature);
        if (line.name != verifier.name) continue;
        if (!std::equal(id.begin(), id.end(), bytes.begin())) continue;
        if (found) return Refused{Fault::Malformed};
        if (!internal::verify_raw(as_bytes(text), bytes.subspan(id.size()), verifier.key)) {
            return Refused{Fault::BadSignature};
        }
        found = true;
    }
    if (!found) return Refused{Fault::UnknownKey};
    return std::string(text);
}

}  // namespace probant::crypto::note
