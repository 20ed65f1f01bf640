// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/media_reader.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "crypto/base/utf8.h"

namespace probant::engine {
namespace {

constexpr std::size_t kMediumBytesMax = std::size_t{256} * 1024;  // docs/BANK.md
constexpr std::size_t kMediumNameMax = 64;                        // as in a packet
constexpr std::size_t kUrlNameHex = 32;                           // 128 bits: two media never meet

struct Kind {
    std::string_view extension;
    std::string_view mime;
    std::string_view starts_with;  ///< the content's own signature, if it has one
    bool is_text;
};

// A page of HTML is shown as text: nothing of a bank runs in a browser.
constexpr std::array<Kind, 9> kKinds{{{".svg", "image/svg+xml", "", true},
                                      {".png", "image/png", "\x89PNG\r\n\x1A\n", false},
                                      {".jpg", "image/jpeg", "\xFF\xD8\xFF", false},
                                      {".jpeg", "image/jpeg", "\xFF\xD8\xFF", false},
                                      {".csv", "text/csv", "", true},
                                      {".txt", "text/plain", "", true},
                                      {".ics", "text/calendar", "", true},
                                      {".eml", "message/rfc822", "", true},
                                      {".html", "text/plain", "", true}}};

// What a drawing may not hold: it would run, or fetch from outside the room.
constexpr std::array<std::string_view, 5> kNotInSvg{
    "<script", "<foreignobject", "javascript:", "href=\"http", "<!entity"};

bool is_name_character(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
           character == '.' || character == '_' || character == '-';
}

bool is_medium_name(std::string_view name) {
    return !name.empty() && name.size() <= kMediumNameMax && name.front() != '.' &&
           std::ranges::all_of(name, is_name_character);
}

const Kind* kind_of(std::string_view name) {
    for (const Kind& kind : kKinds)
        if (name.ends_with(kind.extension)) return &kind;
    return nullptr;
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& character : lower) {
        if (character >= 'A' && character <= 'Z')
            character = static_cast<char>(character - 'A' + 'a');
    }
    return lower;
}

void refuse_living_svg(std::string_view text, const Where& where, Faults& faults) {
    const auto lower = lower_ascii(text);
    for (const auto forbidden : kNotInSvg) {
        if (lower.find(forbidden) != std::string::npos) {
            faults.add(where,
                       "Retirer « " + std::string(forbidden) + " » de ce dessin.",
                       "Remove \"" + std::string(forbidden) + "\" from this drawing.");
        }
    }
}

void refuse_content(const Kind& kind,
                    std::string_view content,
                    const Where& where,
                    Faults& faults) {
    const bool agrees =
        content.starts_with(kind.starts_with) && (!kind.is_text || is_utf8(content));
    if (!agrees) {
        faults.add(where,
                   "Remplacer ce fichier : son contenu n'est pas ce que dit son extension.",
                   "Replace this file: its content is not what its extension says.");
    }
    if (kind.extension == ".svg") refuse_living_svg(content, where, faults);
}

}  // namespace

Medium read_medium(const std::string& name, const Bytes& bytes, Faults& faults) {
    const Where where{.file = "media/" + name, .item = {}, .field = {}};
    Medium medium{.bytes = bytes, .digest = crypto::sha256(bytes), .mime = {}, .url_name = {}};
    if (!is_medium_name(name)) {
        faults.add(where,
                   "Nommer ce fichier avec 1 à 64 lettres a-z, chiffres, points, tirets ou _.",
                   "Name this file with 1 to 64 letters a-z, digits, points, hyphens or _.");
    }
    if (bytes.empty() || bytes.size() > kMediumBytesMax) {
        faults.add(where,
                   "Réduire ce fichier à 256 Kio au plus, sans qu'il soit vide.",
                   "Make this file at most 256 KiB, and not empty.");
    }
    const auto* kind = kind_of(name);
    if (kind == nullptr) {
        faults.add(where,
                   "Choisir un format parmi svg, png, jpeg, csv, txt, ics, eml et html.",
                   "Choose a format among svg, png, jpeg, csv, txt, ics, eml and html.");
        return medium;
    }
    refuse_content(*kind, as_text(bytes), where, faults);
    medium.mime = kind->mime;
    medium.url_name = medium.digest.hex().substr(0, kUrlNameHex) + std::string(kind->extension);
    return medium;
}

}  // namespace probant::engine
