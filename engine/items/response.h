// engine/items/response.h: what a candidate answers.
//
// Role        `ShownResponse` is in the terms of the page: places of options, from 0 at the top, as
//             this candidate saw them; it is what the journal keeps. `Response` is the same in the
//             terms of the bank. engine/items/presentation.h goes from one to the other.
// Invariants  A response made by read_shown_response() keeps the limits below; choices ascend,
//             pairs ascend by their left side, nothing is named twice.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "crypto/base/result.h"
#include "crypto/canonical_json.h"
#include "engine/bank/ids.h"
#include "engine/bank/item.h"

namespace probant::engine {

constexpr std::size_t kResponseTextCharactersMax = 200;  // the longest short text we accept is 60
constexpr std::size_t kResponseTextBytesMax = 800;       // four bytes a character at most
constexpr std::size_t kResponseOptionsMax = 7;           // docs/BANK.md: 3 to 7 options

/// The place of an option on the page, from 0.
using Place = StrongId<struct PlaceTag>;

/// "Je passe": an answer, scored wrong.
struct Passed {
    friend bool operator==(const Passed&, const Passed&) = default;
};

template <class Ref>
struct Choice {
    Ref option{};
    friend bool operator==(const Choice&, const Choice&) = default;
};

template <class Ref>
struct Choices {
    std::vector<Ref> options{};
    friend bool operator==(const Choices&, const Choices&) = default;
};

struct TypedText {
    std::string text{};
    friend bool operator==(const TypedText&, const TypedText&) = default;
};

struct TypedNumber {
    std::string text{};
    friend bool operator==(const TypedNumber&, const TypedNumber&) = default;
};

template <class Ref>
struct Ordered {
    std::vector<Ref> options{};
    friend bool operator==(const Ordered&, const Ordered&) = default;
};

template <class Ref>
struct Pair {
    Ref left{};
    Ref right{};
    friend auto operator<=>(const Pair&, const Pair&) = default;
};

template <class Ref>
struct Matched {
    std::vector<Pair<Ref>> pairs{};
    friend bool operator==(const Matched&, const Matched&) = default;
};

template <class Ref>
using ResponseIn = std::
    variant<Passed, Choice<Ref>, Choices<Ref>, TypedText, TypedNumber, Ordered<Ref>, Matched<Ref>>;

using ShownResponse = ResponseIn<Place>;
using Response = ResponseIn<OptionId>;

/// Why a JSON value is not a response.
enum class ResponseFault {
    NotAResponse,  ///< another kind of value, a missing or unknown member
    UnknownType,
    NotAPlace,  ///< not an integer of 0 … kResponseOptionsMax - 1
    TooMany,
    NamedTwice,
    Empty,        ///< nothing chosen or typed: passing is another button
    TextTooLong,  ///< or not plain UTF-8 text of one line
};

[[nodiscard]] std::string_view name_of(ResponseFault fault);

/// {"type":"passed"} · {"type":"choice","option":2} · {"type":"choices","options":[0,3]} ·
/// {"type":"text","text":"…"} · {"type":"number","text":"12,5"} ·
/// {"type":"order","options":[2,0,1]} · {"type":"match","pairs":[[0,2],[1,0]]}
[[nodiscard]] Result<ShownResponse, ResponseFault> read_shown_response(const json::Value& value);
[[nodiscard]] json::Value write_shown_response(const ShownResponse& response);

/// Is it a response to this question: the kind its interaction asks for, places that exist, every
/// option once for an order? Passing always fits.
[[nodiscard]] bool fits(const Item& item, const ShownResponse& response);

}  // namespace probant::engine
