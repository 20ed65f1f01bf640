// engine/journal/shape_codec.h: writes and reads whatever has a Shape, as canonical JSON values.
//
// Role        One strict codec for all commands and events: an unknown, missing or mistyped member
//             is a fault; so is a type that is not in the list.
// Invariants  decode(encode(x)) == x for every x that the engine makes.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <charconv>
#include <limits>
#include <string>
#include <type_traits>

#include "crypto/base/ensure.h"
#include "crypto/base/result.h"
#include "crypto/canonical_json.h"
#include "engine/journal/command_shape.h"
#include "engine/journal/event_shape.h"
#include "engine/journal/every_member.h"
#include "engine/journal/shape.h"

namespace probant::engine {

/// What is wrong with a value, by the member's name; empty when the fault is the value itself.
struct CodecFault {
    std::string member{};
    std::string what{};
};

namespace codec {

/// The longest text of a shape is an endorsement, about 700 bytes; what is far longer hides
/// something.
constexpr std::size_t kShapedTextMax = 4096;

/// A name longer than this is not repeated in a fault.
constexpr std::size_t kTypeShownMax = 64;

template <class T>
concept Shaped = requires {
    Shape<T>::kFields;
};

template <class T>
concept Listed = requires {
    Names<T>::kAll;
};

// Writing.

inline json::Value encode(const std::string& text) {
    return text;
}

inline json::Value encode(bool value) {
    return value;
}

inline json::Value encode(std::int64_t value) {
    return value;
}

inline json::Value encode(std::uint32_t value) {
    return value;
}

/// At most what every reader of JSON holds exactly.
constexpr std::uint64_t kExactMost = (std::uint64_t{1} << 53U) - 1;

inline json::Value encode(std::uint64_t value) {
    ENSURE(value <= kExactMost);
    return static_cast<std::int64_t>(value);
}

inline json::Value encode(Duration value) {
    return std::int64_t{value.count()};
}

inline json::Value encode(Instant value) {
    return encode(value.since_beginning);
}

inline json::Value encode(const Digest& value) {
    return value.hex();
}

inline json::Value encode(const Uuid& value) {
    return to_text(value);
}

inline json::Value encode(Category value) {
    return value.value;
}

json::Value encode(Seed seed);

inline json::Value encode(const ShownResponse& response) {
    return write_shown_response(response);
}

template <class Tag>
json::Value encode(StrongId<Tag> value) {
    return value.value;
}

template <class Tag>
json::Value encode(const TaggedUuid<Tag>& value) {
    return value.text();
}

template <Listed T>
json::Value encode(T value) {
    return spelling_of(value);
}

template <Shaped T>
json::Value encode(const T& shaped);

template <class T>
json::Value encode(const std::vector<T>& values) {
    json::Array array;
    array.reserve(values.size());
    for (const auto& value : values)
        array.push_back(encode(value));
    return array;
}

/// An absent value is an absent member: see encode_fields().
template <class T>
json::Value encode(const std::optional<T>& value) {
    return value ? encode(*value) : json::Value{nullptr};
}

template <Shaped T>
void encode_fields(json::Object& object, const T& shaped) {
    std::apply(
        [&](const auto&... fields) {
            [[maybe_unused]] const auto put = [&](const auto& one) {
                auto value = encode(shaped.*(one.member));
                if (!value.is_null()) object.emplace(std::string(one.name), std::move(value));
            };
            (put(fields), ...);
        },
        Shape<T>::kFields);
}

template <Shaped T>
json::Value encode(const T& shaped) {
    json::Object object;
    encode_fields(object, shaped);
    return object;
}

// Reading. Each returns false when the value is not one; nothing else is touched.

bool decode(const json::Value& value, std::string& to);
bool decode(const json::Value& value, bool& to);
bool decode(const json::Value& value, std::int64_t& to);
bool decode(const json::Value& value, Duration& to);
bool decode(const json::Value& value, Instant& to);
bool decode(const json::Value& value, Digest& to);
bool decode(const json::Value& value, Uuid& to);
bool decode(const json::Value& value, Seed& to);
bool decode(const json::Value& value, ShownResponse& to);
bool decode(const json::Value& value, std::uint32_t& to);
bool decode(const json::Value& value, std::uint64_t& to);

inline bool decode(const json::Value& value, Category& to) {
    return decode(value, to.value);
}

template <class Tag>
bool decode(const json::Value& value, StrongId<Tag>& to) {
    return decode(value, to.value);
}

template <class Tag>
bool decode(const json::Value& value, TaggedUuid<Tag>& to) {
    return decode(value, to.uuid);
}

template <Listed T>
bool decode(const json::Value& value, T& to) {
    const auto* text = value.text();
    const auto found = text != nullptr ? value_spelt<T>(*text) : std::nullopt;
    if (found) to = *found;
    return found.has_value();
}

template <Shaped T>
bool decode(const json::Value& value, T& to);

template <class T>
bool decode(const json::Value& value, std::vector<T>& to) {
    const auto* array = value.array();
    if (array == nullptr) return false;
    for (const auto& one : *array)
        if (!decode(one, to.emplace_back())) return false;
    return true;
}

template <class T>
bool decode(const json::Value& value, std::optional<T>& to) {
    return decode(value, to.emplace());
}

/// `extra` members (a type name, say) are the caller's and have been looked at.
template <Shaped T>
std::optional<CodecFault> decode_fields(const json::Object& object, T& to, std::size_t extra) {
    std::optional<CodecFault> fault;
    std::size_t met = extra;
    [[maybe_unused]] const auto take = [&](const auto& one) {
        if (fault) return;
        auto& target = to.*(one.member);
        const auto found = object.find(one.name);
        if (found == object.end()) {
            if (!kIsOptional<std::remove_cvref_t<decltype(target)>>)
                fault = CodecFault{std::string(one.name), "is missing"};
            return;
        }
        ++met;
        if (!decode(found->second, target))
            fault = CodecFault{std::string(one.name), "is not what it must be"};
    };
    std::apply([&](const auto&... fields) { (take(fields), ...); }, Shape<T>::kFields);
    if (!fault && met != object.size()) fault = CodecFault{"", "has an unknown member"};
    return fault;
}

template <Shaped T>
bool decode(const json::Value& value, T& to) {
    const auto* object = value.object();
    return object != nullptr && !decode_fields(*object, to, 0);
}

// A variant of shaped alternatives is an object with its name in "type".

template <class... Alternatives>
json::Value encode_variant(const std::variant<Alternatives...>& value) {
    return std::visit(
        [](const auto& one) {
            using One = std::remove_cvref_t<decltype(one)>;
            json::Object object;
            object.emplace("type", Shape<One>::kName);
            encode_fields(object, one);
            return json::Value{std::move(object)};
        },
        value);
}

template <class Alternative, class Variant>
bool try_alternative(std::string_view type,
                     const json::Object& object,
                     Variant& to,
                     std::optional<CodecFault>& fault) {
    if (type != Shape<Alternative>::kName) return false;
    Alternative one{};
    fault = decode_fields(object, one, /*extra=*/1);
    if (!fault) to = std::move(one);
    return true;
}

template <class... Alternatives>
std::optional<CodecFault> decode_variant(const json::Value& value,
                                         std::variant<Alternatives...>& to) {
    const auto* object = value.object();
    const auto* type = value.member("type");
    if (object == nullptr || type == nullptr || type->text() == nullptr)
        return CodecFault{"type", "is missing"};
    std::optional<CodecFault> fault;
    const bool known = (try_alternative<Alternatives>(*type->text(), *object, to, fault) || ...);
    if (!known) return CodecFault{"type", "is unknown: " + type->text()->substr(0, kTypeShownMax)};
    return fault;
}

}  // namespace codec
}  // namespace probant::engine
