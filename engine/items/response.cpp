// SPDX-License-Identifier: EUPL-1.2
#include "engine/items/response.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "crypto/base/ensure.h"
#include "crypto/base/utf8.h"

namespace probant::engine {
namespace {

using Read = Result<ShownResponse, ResponseFault>;
using Places = Result<std::vector<Place>, ResponseFault>;

std::optional<Place> read_place(const json::Value& value) {
    const auto* place = value.integer();
    if (place == nullptr || *place < 0) return std::nullopt;
    if (*place >= static_cast<std::int64_t>(kResponseOptionsMax)) return std::nullopt;
    return Place{static_cast<std::uint32_t>(*place)};
}

template <class T>
bool names_twice(std::vector<T> values) {
    std::sort(values.begin(), values.end());
    return std::adjacent_find(values.begin(), values.end()) != values.end();
}

Places read_places(const json::Value& value) {
    const auto* array = value.array();
    if (array == nullptr) return Refused{ResponseFault::NotAResponse};
    if (array->empty()) return Refused{ResponseFault::Empty};
    if (array->size() > kResponseOptionsMax) return Refused{ResponseFault::TooMany};
    std::vector<Place> places;
    for (const auto& element : *array) {
        const auto place = read_place(element);
        if (!place) return Refused{ResponseFault::NotAPlace};
        places.push_back(*place);
    }
    if (names_twice(places)) return Refused{ResponseFault::NamedTwice};
    return places;
}

Read read_choice(const json::Value& value) {
    const auto place = read_place(value);
    if (!place) return Refused{ResponseFault::NotAPlace};
    return ShownResponse{Choice<Place>{*place}};
}

Read read_choices(const json::Value& value) {
    const auto places = read_places(value);
    if (!places) return Refused{places.error()};
    auto ascending = places.value();
    std::ranges::sort(ascending);
    return ShownResponse{Choices<Place>{std::move(ascending)}};
}

Read read_order(const json::Value& value) {
    auto places = read_places(value);
    if (!places) return Refused{places.error()};
    return ShownResponse{Ordered<Place>{std::move(places).value()}};
}

bool names_a_side_twice(const std::vector<Pair<Place>>& pairs) {
    std::vector<Place> left;
    std::vector<Place> right;
    for (const auto& pair : pairs) {
        left.push_back(pair.left);
        right.push_back(pair.right);
    }
    return names_twice(std::move(left)) || names_twice(std::move(right));
}

Read read_match(const json::Value& value) {
    const auto* array = value.array();
    if (array == nullptr) return Refused{ResponseFault::NotAResponse};
    if (array->empty()) return Refused{ResponseFault::Empty};
    if (array->size() > kResponseOptionsMax) return Refused{ResponseFault::TooMany};
    std::vector<Pair<Place>> pairs;
    for (const auto& element : *array) {
        const auto* ends = element.array();
        if (ends == nullptr || ends->size() != 2) return Refused{ResponseFault::NotAResponse};
        const auto left = read_place(ends->front());
        const auto right = read_place(ends->back());
        if (!left || !right) return Refused{ResponseFault::NotAPlace};
        pairs.push_back({.left = *left, .right = *right});
    }
    if (names_a_side_twice(pairs)) return Refused{ResponseFault::NamedTwice};
    std::ranges::sort(pairs);
    return ShownResponse{Matched<Place>{std::move(pairs)}};
}

bool is_control(std::string_view character) {
    constexpr unsigned char kSpace = 0x20;
    constexpr unsigned char kDelete = 0x7F;
    if (character.size() == 1) {
        const auto byte = static_cast<unsigned char>(character.front());
        return byte < kSpace || byte == kDelete;
    }
    // U+0080 … U+009F, and the two separators that break a line.
    if (character.size() == 2 && character.front() == '\xC2')
        return static_cast<unsigned char>(character.back()) < 0xA0;
    return character == "\u2028" || character == "\u2029";
}

bool is_blank(std::string_view character) {
    return character == " " || character == "\u00A0" || character == "\u202F" ||
           character == "\u2009";
}

std::optional<ResponseFault> refuse_text(std::string_view text) {
    if (text.size() > kResponseTextBytesMax || !is_utf8(text)) return ResponseFault::TextTooLong;
    std::size_t characters = 0;
    bool blank = true;
    for (std::size_t at = 0; at < text.size();) {
        const auto character = text.substr(at, utf8_length_at(text, at));
        if (is_control(character)) return ResponseFault::TextTooLong;
        if (!is_blank(character)) blank = false;
        at += character.size();
        ++characters;
    }
    if (characters > kResponseTextCharactersMax) return ResponseFault::TextTooLong;
    if (blank) return ResponseFault::Empty;
    return std::nullopt;
}

template <class Typed>
Read read_typed(const json::Value& value) {
    const auto* text = value.text();
    if (text == nullptr) return Refused{ResponseFault::NotAResponse};
    if (const auto fault = refuse_text(*text)) return Refused{*fault};
    return ShownResponse{Typed{*text}};
}

struct Kind {
    std::string_view type;
    std::string_view member;
    Read (*read)(const json::Value&);
};

constexpr std::array<Kind, 6> kKinds{{{"choice", "option", read_choice},
                                      {"choices", "options", read_choices},
                                      {"text", "text", read_typed<TypedText>},
                                      {"number", "text", read_typed<TypedNumber>},
                                      {"order", "options", read_order},
                                      {"match", "pairs", read_match}}};

json::Array places_of(const std::vector<Place>& places) {
    json::Array array;
    for (const Place place : places)
        array.emplace_back(place.value);
    return array;
}

struct Writer {
    json::Value operator()(const Passed&) const { return json::Object{{"type", "passed"}}; }

    json::Value operator()(const Choice<Place>& choice) const {
        return json::Object{{"type", "choice"}, {"option", choice.option.value}};
    }

    json::Value operator()(const Choices<Place>& choices) const {
        return json::Object{{"type", "choices"}, {"options", places_of(choices.options)}};
    }

    json::Value operator()(const TypedText& typed) const {
        return json::Object{{"type", "text"}, {"text", typed.text}};
    }

    json::Value operator()(const TypedNumber& typed) const {
        return json::Object{{"type", "number"}, {"text", typed.text}};
    }

    json::Value operator()(const Ordered<Place>& ordered) const {
        return json::Object{{"type", "order"}, {"options", places_of(ordered.options)}};
    }

    json::Value operator()(const Matched<Place>& matched) const {
        json::Array pairs;
        for (const auto& pair : matched.pairs)
            pairs.emplace_back(places_of({pair.left, pair.right}));
        return json::Object{{"type", "match"}, {"pairs", std::move(pairs)}};
    }
};

bool exists(Place place, std::size_t count) {
    return place.value < count;
}

bool exist(const std::vector<Place>& places, std::size_t count) {
    return std::ranges::all_of(places, [count](Place place) { return exists(place, count); });
}

/// Does the response suit this item? One overload per kind of response.
struct Fits {
    const Item& item;

    bool operator()(const Passed&) const { return true; }

    bool operator()(const Choice<Place>& choice) const {
        return item.interaction == Interaction::SingleChoice &&
               exists(choice.option, item.options.size());
    }

    bool operator()(const Choices<Place>& choices) const {
        return item.interaction == Interaction::MultipleChoice && !choices.options.empty() &&
               !names_twice(choices.options) && exist(choices.options, item.options.size());
    }

    bool operator()(const TypedText&) const { return item.interaction == Interaction::ShortText; }

    bool operator()(const TypedNumber&) const { return item.interaction == Interaction::Number; }

    bool operator()(const Ordered<Place>& ordered) const {
        return item.interaction == Interaction::Order &&
               ordered.options.size() == item.options.size() && !names_twice(ordered.options) &&
               exist(ordered.options, item.options.size());
    }

    bool operator()(const Matched<Place>& matched) const {
        if (item.interaction != Interaction::Match || matched.pairs.empty()) return false;
        if (names_a_side_twice(matched.pairs)) return false;
        return std::ranges::all_of(matched.pairs, [this](const auto& pair) {
            return exists(pair.left, item.left.size()) && exists(pair.right, item.right.size());
        });
    }
};

}  // namespace

std::string_view name_of(ResponseFault fault) {
    switch (fault) {
        case ResponseFault::NotAResponse:
            return "not_a_response";
        case ResponseFault::UnknownType:
            return "unknown_type";
        case ResponseFault::NotAPlace:
            return "not_a_place";
        case ResponseFault::TooMany:
            return "too_many";
        case ResponseFault::NamedTwice:
            return "named_twice";
        case ResponseFault::Empty:
            return "empty";
        case ResponseFault::TextTooLong:
            return "text_too_long";
    }
    fail_ensure("a response fault is one of seven");
}

Result<ShownResponse, ResponseFault> read_shown_response(const json::Value& value) {
    const auto* object = value.object();
    const auto* type = value.member("type");
    if (object == nullptr || type == nullptr || type->text() == nullptr)
        return Refused{ResponseFault::NotAResponse};
    if (*type->text() == "passed") {
        if (object->size() != 1) return Refused{ResponseFault::NotAResponse};
        return ShownResponse{Passed{}};
    }
    const auto* kind = std::ranges::find_if(
        kKinds, [type](const Kind& known) { return known.type == *type->text(); });
    if (kind == kKinds.end()) return Refused{ResponseFault::UnknownType};
    const auto* member = value.member(kind->member);
    if (member == nullptr || object->size() != 2) return Refused{ResponseFault::NotAResponse};
    return kind->read(*member);
}

json::Value write_shown_response(const ShownResponse& response) {
    return std::visit(Writer{}, response);
}

bool fits(const Item& item, const ShownResponse& response) {
    return std::visit(Fits{item}, response);
}

}  // namespace probant::engine
