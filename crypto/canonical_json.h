// crypto/canonical_json.h: the one JSON of everything that is hashed, signed or replayed.
//
// Role        A value, a strict reader and a canonical writer (RFC 8785, JCS) without fractions:
//             a number is an integer of 64 bits that a browser reads exactly (|n| < 2^53).
// Invariants  write() gives the only spelling of a value; read() refuses what is not JSON, a
//             duplicate key, a fraction or an exponent, an integer out of range, text that is not
//             UTF-8, a lone surrogate, a depth over kDepthMax, anything after the value.
//             read_canonical() also refuses any spelling but the one write() gives.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "crypto/base/result.h"

namespace probant::json {

/// Deep enough for every format we have, shallow enough for any stack.
constexpr std::size_t kDepthMax = 16;

/// Integers beyond this would change on their way through a browser (RFC 8785 § 3.2.2.3).
constexpr std::int64_t kIntegerMax = (std::int64_t{1} << 53) - 1;

/// RFC 8785 sorts keys by UTF-16 code units, which is not the order of their UTF-8 bytes.
struct Utf16Less {
    using is_transparent = void;
    bool operator()(std::string_view left, std::string_view right) const;
};

class Value;
using Array = std::vector<Value>;
using Object = std::map<std::string, Value, Utf16Less>;

class Value {
public:
    using Side = std::variant<std::nullptr_t, bool, std::int64_t, std::string, Array, Object>;

    // Implicit on purpose: documents are written as nested braces.
    // NOLINTBEGIN(google-explicit-constructor)
    Value() = default;

    Value(std::nullptr_t) {}

    Value(bool value) : side_(value) {}

    Value(int value) : side_(std::int64_t{value}) {}

    Value(std::uint32_t value) : side_(std::int64_t{value}) {}

    Value(std::int64_t value);  ///< ENSUREs |value| <= kIntegerMax
    Value(std::uint64_t value);

    Value(std::string value) : side_(std::move(value)) {}

    Value(std::string_view value) : side_(std::string(value)) {}

    Value(const char* value) : side_(std::string(value)) {}

    Value(Array value) : side_(std::move(value)) {}

    Value(Object value) : side_(std::move(value)) {}

    // NOLINTEND(google-explicit-constructor)

    // Copying and comparing walk the tree: crypto/internal/json/value.cpp, and nowhere else.
    Value(const Value& other);
    Value& operator=(const Value& other);
    Value(Value&&) noexcept = default;
    Value& operator=(Value&&) noexcept = default;
    ~Value() = default;

    [[nodiscard]] const Side& side() const { return side_; }

    // Null when the value is of another kind, or has no such member.
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&side_); }

    [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&side_); }

    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&side_); }

    [[nodiscard]] const Array* array() const { return std::get_if<Array>(&side_); }

    [[nodiscard]] const Object* object() const { return std::get_if<Object>(&side_); }

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(side_); }

    [[nodiscard]] const Value* member(std::string_view name) const;

    friend bool operator==(const Value& left, const Value& right);

private:
    Side side_{nullptr};
};

/// Why a text is not one of our JSON values, and where (a byte offset from 0).
struct Fault {
    std::string what;
    std::size_t at{};
};

/// The canonical bytes (RFC 8785). ENSUREs that texts are UTF-8 without lone surrogates.
[[nodiscard]] std::string write(const Value& value);

[[nodiscard]] Result<Value, Fault> read(std::string_view text);

/// As read(), and write() of the value is `text` itself.
[[nodiscard]] Result<Value, Fault> read_canonical(std::string_view text);

}  // namespace probant::json
