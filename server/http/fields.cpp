// SPDX-License-Identifier: EUPL-1.2
#include "server/http/fields.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "crypto/base/bytes.h"
#include "crypto/base/ensure.h"

namespace probant::server {
namespace {

constexpr int kBadRequest = 400;
constexpr int kUnsupportedMediaType = 415;

/// A name from outside goes back to who sent it; a screen does not need more of it.
constexpr std::size_t kShownNameMax = 40;

Sentence about(std::string_view name, std::string_view fr, std::string_view en) {
    const std::string shown(name.substr(0, kShownNameMax));
    return {"Le champ « " + shown + " » " + std::string(fr),
            "The field \"" + shown + "\" " + std::string(en)};
}

bool is_json(std::string_view content_type) {
    return content_type == "application/json" ||
           content_type == "application/json; charset=utf-8" ||
           content_type == "application/json;charset=utf-8" ||
           content_type == "application/json;charset=UTF-8";
}

/// A control character in a name, a note or a code is a paste gone wrong or an attack on a screen.
bool has_control(std::string_view text, TextBounds bounds) {
    return std::ranges::any_of(text, [&](char character) {
        if (character == '\r') return !bounds.line_ends;
        const auto byte = static_cast<unsigned char>(character);
        return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
    });
}

}  // namespace

Fields::Fields(const Request& request) {
    if (!is_json(request.header("content-type").value_or(""))) {
        fault_ = Problem{kUnsupportedMediaType,
                         "not_json",
                         {"Cette demande doit contenir du JSON : envoyez-la en application/json.",
                          "This request must hold JSON: send it as application/json."},
                         {}};
        return;
    }
    open(as_text(request.body));
}

Fields::Fields(std::string_view text) {
    open(text);
}

Fields::Fields(Fields&& other) noexcept
    : members_(std::move(other.members_)),
      named_(std::move(other.named_)),
      fault_(std::move(other.fault_)),
      asked_(std::exchange(other.asked_, true)) {}

Fields::~Fields() {
    // A handler that throws has its own trouble; one that returns without asking has let a bad
    // field through as an empty value.
    ENSURE(asked_ || std::uncaught_exceptions() > 0);
}

void Fields::open(std::string_view text) {
    const auto read = json::read(text);
    if (!read) {
        fault_ = Problem{
            kBadRequest,
            "bad_json",
            {"Ce JSON est mal formé : corrigez-le à l'octet " + std::to_string(read.error().at) +
                 ".",
             "This JSON is malformed: correct it at byte " + std::to_string(read.error().at) + "."},
            {}};
        return;
    }
    const auto* object = read.value().object();
    if (object == nullptr) {
        fault_ = Problem{
            kBadRequest,
            "not_an_object",
            {"Un objet JSON était attendu : envoyez {…}.", "A JSON object was expected: send {…}."},
            {}};
        return;
    }
    members_ = *object;
}

void Fields::fault(std::string_view code, std::string_view name, Sentence sentence) {
    if (fault_) return;
    const std::string shown(name.substr(0, kShownNameMax));
    fault_ = Problem{kBadRequest, std::string(code), std::move(sentence), {{"field", shown}}};
}

const json::Value* Fields::take(std::string_view name, bool required) {
    named_.emplace(name);
    if (fault_) return nullptr;
    const auto found = members_.find(name);
    if (found != members_.end() && (required || !found->second.is_null())) return &found->second;
    if (required)
        fault("missing_field", name, about(name, "manque : ajoutez-le.", "is missing: add it."));
    return nullptr;
}

std::string Fields::checked_text(std::string_view name,
                                 const json::Value& value,
                                 TextBounds bounds) {
    const auto* text = value.text();
    if (text == nullptr) {
        fault("bad_field", name, about(name, "doit être un texte.", "must be a text."));
        return {};
    }
    if (text->size() < bounds.min || text->size() > bounds.max) {
        const std::string low = std::to_string(bounds.min);
        const std::string high = std::to_string(bounds.max);
        fault("bad_field",
              name,
              about(name,
                    "doit compter de " + low + " à " + high + " octets.",
                    "must be " + low + " to " + high + " bytes long."));
        return {};
    }
    if (has_control(*text, bounds)) {
        fault("bad_field",
              name,
              about(name, "contient un caractère de contrôle.", "holds a control character."));
        return {};
    }
    return *text;
}

std::int64_t Fields::checked_integer(std::string_view name,
                                     const json::Value& value,
                                     IntegerBounds bounds) {
    const auto* number = value.integer();
    if (number != nullptr && *number >= bounds.min && *number <= bounds.max) return *number;
    const std::string low = std::to_string(bounds.min);
    const std::string high = std::to_string(bounds.max);
    fault("bad_field",
          name,
          about(name,
                "doit être un nombre entier de " + low + " à " + high + ".",
                "must be a whole number from " + low + " to " + high + "."));
    return bounds.min;
}

bool Fields::checked_boolean(std::string_view name, const json::Value& value) {
    if (const auto* truth = value.boolean()) return *truth;
    fault("bad_field", name, about(name, "doit être vrai ou faux.", "must be true or false."));
    return false;
}

std::string Fields::text(std::string_view name, TextBounds bounds) {
    const auto* value = take(name, /*required=*/true);
    return value == nullptr ? std::string{} : checked_text(name, *value, bounds);
}

std::int64_t Fields::integer(std::string_view name, IntegerBounds bounds) {
    const auto* value = take(name, /*required=*/true);
    return value == nullptr ? bounds.min : checked_integer(name, *value, bounds);
}

bool Fields::boolean(std::string_view name) {
    const auto* value = take(name, /*required=*/true);
    return value != nullptr && checked_boolean(name, *value);
}

Uuid Fields::uuid(std::string_view name) {
    const auto* value = take(name, /*required=*/true);
    if (value == nullptr) return {};
    const auto* text = value->text();
    const auto parsed = text == nullptr ? std::nullopt : parse_uuid(*text);
    if (parsed) return *parsed;
    fault("bad_field",
          name,
          about(name, "doit être un identifiant (UUID).", "must be an identifier (UUID)."));
    return {};
}

json::Value Fields::value(std::string_view name) {
    const auto* value = take(name, /*required=*/true);
    return value == nullptr ? json::Value{} : *value;
}

json::Array Fields::array(std::string_view name, std::size_t max) {
    const auto* value = take(name, /*required=*/true);
    if (value == nullptr) return {};
    const auto* array = value->array();
    if (array != nullptr && array->size() <= max) return *array;
    const std::string high = std::to_string(max);
    fault("bad_field",
          name,
          about(name,
                "doit être une liste de " + high + " éléments au plus.",
                "must be a list of at most " + high + " members."));
    return {};
}

std::vector<std::string> Fields::texts(std::string_view name, std::size_t max, TextBounds bounds) {
    std::vector<std::string> all;
    for (const auto& each : array(name, max))
        all.push_back(checked_text(name, each, bounds));
    return all;
}

std::size_t Fields::word(std::string_view name, std::initializer_list<std::string_view> words) {
    const auto* value = take(name, /*required=*/true);
    if (value == nullptr) return 0;
    if (const auto* text = value->text()) {
        const auto* const place = std::ranges::find(words, std::string_view(*text));
        if (place != words.end()) return static_cast<std::size_t>(place - words.begin());
    }
    std::string list;
    for (const auto word : words)
        list += (list.empty() ? "" : ", ") + std::string(word);
    fault("bad_field",
          name,
          about(name, "doit être l'un de : " + list + ".", "must be one of: " + list + "."));
    return 0;
}

std::optional<std::string> Fields::optional_text(std::string_view name, TextBounds bounds) {
    const auto* value = take(name, /*required=*/false);
    if (value == nullptr) return std::nullopt;
    return checked_text(name, *value, bounds);
}

std::optional<std::int64_t> Fields::optional_integer(std::string_view name, IntegerBounds bounds) {
    const auto* value = take(name, /*required=*/false);
    if (value == nullptr) return std::nullopt;
    return checked_integer(name, *value, bounds);
}

std::optional<bool> Fields::optional_boolean(std::string_view name) {
    const auto* value = take(name, /*required=*/false);
    if (value == nullptr) return std::nullopt;
    return checked_boolean(name, *value);
}

std::optional<json::Value> Fields::optional_value(std::string_view name) {
    const auto* value = take(name, /*required=*/false);
    if (value == nullptr) return std::nullopt;
    return *value;
}

void Fields::refuse(std::string_view name, Sentence because) {
    fault("bad_field", name, std::move(because));
}

std::optional<Reply> Fields::refusal() {
    asked_ = true;
    for (const auto& [name, value] : members_) {
        if (!named_.contains(name)) {
            fault("unknown_field",
                  name,
                  about(name, "est inconnu : retirez-le.", "is unknown: remove it."));
        }
    }
    if (!fault_) return std::nullopt;
    return problem(*fault_);
}

}  // namespace probant::server
