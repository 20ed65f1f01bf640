// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/fields.h"

#include <algorithm>
#include <utility>

#include "crypto/base/utf8.h"
#include "engine/bank/bank_reader.h"
#include "engine/bank/plain_text.h"

namespace probant::engine {
namespace {

const json::Array kNoElements{};

void refuse_flaw(TextFlaw flaw, const Where& where, Faults& faults) {
    switch (flaw) {
        case TextFlaw::None:
            return;
        case TextFlaw::NotNormal:
            faults.add(where,
                       "Écrire ce texte en forme normale C : les accents font partie de la lettre.",
                       "Write this text in normal form C: accents are part of their letter.");
            return;
        case TextFlaw::Control:
            faults.add(where,
                       "Retirer les caractères de commande de ce texte.",
                       "Remove the control characters from this text.");
            return;
        case TextFlaw::Invisible:
            faults.add(where,
                       "Retirer les caractères invisibles de ce texte.",
                       "Remove the invisible characters from this text.");
            return;
    }
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \n\t") == std::string_view::npos;
}

}  // namespace

Where Where::member(std::string_view name) const {
    Where inner = *this;
    if (!inner.field.empty()) inner.field += '.';
    inner.field += name;
    return inner;
}

Where Where::element(std::size_t index) const {
    Where inner = *this;
    inner.field += "[" + std::to_string(index) + "]";
    return inner;
}

void Faults::add(const Where& where, std::string fr, std::string en) {
    if (faults_.size() >= kFaultsMax) return;
    faults_.push_back({.file = where.file,
                       .item = where.item,
                       .field = where.field,
                       .what = {.fr = std::move(fr), .en = std::move(en)}});
}

std::string read_text(const json::Value& value,
                      const Where& where,
                      std::size_t characters_max,
                      Faults& faults) {
    const auto* text = value.text();
    if (text == nullptr || is_blank(*text)) {
        faults.add(where, "Écrire un texte, qui ne soit pas vide.", "Write a text, not empty.");
        return {};
    }
    const std::size_t characters = characters_in(*text);
    if (characters > characters_max) {
        faults.add(where,
                   "Raccourcir ce texte à " + std::to_string(characters_max) +
                       " caractères : il en a " + std::to_string(characters) + ".",
                   "Shorten this text to " + std::to_string(characters_max) +
                       " characters: it has " + std::to_string(characters) + ".");
    }
    refuse_flaw(flaw_of(*text), where, faults);
    return *text;
}

Text read_bilingual(const json::Value& value,
                    const Where& where,
                    std::size_t characters_max,
                    Faults& faults) {
    Fields fields(value, where, faults);
    Text text{.fr = fields.text("fr", characters_max), .en = fields.text("en", characters_max)};
    fields.refuse_unknown();
    return text;
}

std::optional<json::Value> read_json(std::string_view bytes, const Where& where, Faults& faults) {
    auto value = json::read(bytes);
    if (value) return std::move(value).value();
    const auto at = std::to_string(value.error().at);
    faults.add(where,
               "Corriger le JSON à l'octet " + at + " : " + value.error().what + ".",
               "Mend the JSON at byte " + at + ": " + value.error().what + ".");
    return std::nullopt;
}

Fields::Fields(const json::Value& value, Where where, Faults& faults)
    : value_(value), where_(std::move(where)), faults_(faults) {
    if (value_.object() == nullptr)
        faults_.add(where_, "Mettre un objet {…} ici.", "Put an object {…} here.");
}

const json::Value* Fields::optional(std::string_view name) {
    asked_.emplace(name);
    return value_.member(name);
}

const json::Value* Fields::required(std::string_view name) {
    const auto* found = optional(name);
    if (found == nullptr && value_.object() != nullptr)
        faults_.add(at(name), "Ajouter ce champ, qui manque.", "Add this field: it is missing.");
    return found;
}

std::int64_t Fields::integer(std::string_view name, Range range) {
    const auto* found = required(name);
    if (found == nullptr) return range.least;
    const auto* integer = found->integer();
    if (integer != nullptr && *integer >= range.least && *integer <= range.most) return *integer;
    const auto limits = std::to_string(range.least) + " … " + std::to_string(range.most);
    faults_.add(at(name),
                "Écrire un nombre entier dans " + limits + ".",
                "Write an integer within " + limits + ".");
    return range.least;
}

std::optional<std::int64_t> Fields::optional_integer(std::string_view name, Range range) {
    if (optional(name) == nullptr) return std::nullopt;
    return integer(name, range);
}

bool Fields::boolean(std::string_view name) {
    const auto* found = required(name);
    if (found == nullptr) return false;
    if (const auto* boolean = found->boolean()) return *boolean;
    faults_.add(at(name), "Écrire true ou false.", "Write true or false.");
    return false;
}

bool Fields::flag(std::string_view name) {
    const auto* found = optional(name);
    if (found == nullptr) return false;
    const auto* boolean = found->boolean();
    if (boolean == nullptr || !*boolean) {
        faults_.add(
            at(name), "Écrire true, ou retirer ce champ.", "Write true, or remove this field.");
    }
    return true;
}

std::string Fields::text(std::string_view name, std::size_t characters_max) {
    const auto* found = required(name);
    if (found == nullptr) return {};
    return read_text(*found, at(name), characters_max, faults_);
}

Text Fields::bilingual(std::string_view name, std::size_t characters_max) {
    const auto* found = required(name);
    if (found == nullptr) return {};
    return read_bilingual(*found, at(name), characters_max, faults_);
}

std::optional<Text> Fields::optional_bilingual(std::string_view name, std::size_t characters_max) {
    const auto* found = optional(name);
    if (found == nullptr) return std::nullopt;
    return read_bilingual(*found, at(name), characters_max, faults_);
}

const json::Array& Fields::array(std::string_view name, Range range) {
    const auto* found = required(name);
    if (found == nullptr) return kNoElements;
    const auto* elements = found->array();
    if (elements == nullptr) {
        faults_.add(at(name), "Mettre une liste […] ici.", "Put a list […] here.");
        return kNoElements;
    }
    const auto size = static_cast<std::int64_t>(elements->size());
    if (size < range.least || size > range.most) {
        const auto limits = std::to_string(range.least) + " à " + std::to_string(range.most);
        faults_.add(at(name),
                    "Mettre " + limits + " éléments dans cette liste.",
                    "Put " + std::to_string(range.least) + " to " + std::to_string(range.most) +
                        " elements in this list.");
    }
    return *elements;
}

void Fields::refuse_unknown() {
    const auto* object = value_.object();
    if (object == nullptr) return;
    for (const auto& [name, unused] : *object) {
        if (!asked_.contains(name)) {
            faults_.add(
                at(name), "Retirer ce champ, inconnu ici.", "Remove this field, unknown here.");
        }
    }
}

}  // namespace probant::engine
