// SPDX-License-Identifier: EUPL-1.2
#include "crypto/canonical_json.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "crypto/base/utf8.h"

namespace probant::json {

namespace {

// In UTF-16, U+10000 and above begin with a surrogate (D800-DFFF) and so sort before U+E000-U+FFFF,
// whose UTF-8 begins with EE or EF. Moving these two bytes to the end gives the same order.
std::uint8_t utf16_rank(char unit) {
    const auto byte = static_cast<std::uint8_t>(unit);
    if (byte == 0xEE || byte == 0xEF) return static_cast<std::uint8_t>(byte + 0x10U);
    return byte;
}

std::int64_t within_limits(std::int64_t value) {
    ENSURE(value <= kIntegerMax);
    ENSURE(value >= -kIntegerMax);
    return value;
}

std::int64_t within_limits(std::uint64_t value) {
    ENSURE(value <= std::uint64_t{kIntegerMax});
    return static_cast<std::int64_t>(value);
}

}  // namespace

bool Utf16Less::operator()(std::string_view left, std::string_view right) const {
    const auto [one, other] = std::ranges::mismatch(left, right);
    if (other == right.end()) return false;
    return one == left.end() || utf16_rank(*one) < utf16_rank(*other);
}

Value::Value(std::int64_t value) : side_(within_limits(value)) {}

Value::Value(std::uint64_t value) : side_(within_limits(value)) {}

const Value* Value::member(std::string_view name) const {
    const Object* members = object();
    if (members == nullptr) return nullptr;
    const auto found = members->find(name);
    if (found == members->end()) return nullptr;
    return &found->second;
}

namespace {

char short_escape_of(char unit) {
    switch (unit) {
        case '"':
            return '"';
        case '\\':
            return '\\';
        case '\b':
            return 'b';
        case '\t':
            return 't';
        case '\n':
            return 'n';
        case '\f':
            return 'f';
        case '\r':
            return 'r';
        default:
            return '\0';
    }
}

void write_unit(std::string& out, char unit) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    if (const char escape = short_escape_of(unit); escape != '\0') {
        out += '\\';
        out += escape;
        return;
    }
    const auto byte = static_cast<std::uint8_t>(unit);
    if (byte >= 0x20) {
        out += unit;
        return;
    }
    out += "\\u00";
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 0x0FU];
}

bool is_written_as_it_is(char unit) {
    return static_cast<std::uint8_t>(unit) >= 0x20 && unit != '"' && unit != '\\';
}

void write_text(std::string& out, std::string_view text) {
    ENSURE(is_utf8(text));
    out += '"';
    while (!text.empty()) {
        const auto plain = std::ranges::find_if_not(text, is_written_as_it_is) - text.begin();
        out += text.substr(0, static_cast<std::size_t>(plain));
        text.remove_prefix(static_cast<std::size_t>(plain));
        if (text.empty()) break;
        write_unit(out, text.front());
        text.remove_prefix(1);
    }
    out += '"';
}

// NOLINTBEGIN(misc-no-recursion): a value is a tree; those we read are at most kDepthMax deep and
// those we build are written by hand.
class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}

    void operator()(std::nullptr_t) { out_ += "null"; }

    void operator()(bool value) { out_ += value ? "true" : "false"; }

    void operator()(std::int64_t value) { out_ += std::to_string(value); }

    void operator()(const std::string& value) { write_text(out_, value); }

    void operator()(const Array& values) {
        out_ += '[';
        for (const Value& value : values) {
            if (&value != values.data()) out_ += ',';
            std::visit(*this, value.side());
        }
        out_ += ']';
    }

    void operator()(const Object& members) {
        out_ += '{';
        for (auto member = members.begin(); member != members.end(); ++member) {
            if (member != members.begin()) out_ += ',';
            write_text(out_, member->first);
            out_ += ':';
            std::visit(*this, member->second.side());
        }
        out_ += '}';
    }

private:
    std::string& out_;
};

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Result<Value, Fault> read_all() {
        Value value;
        skip_space();
        if (!read_value(value, /*depth=*/0)) return Refused{fault_};
        skip_space();
        if (at_ != text_.size())
            return Refused{Fault{.what = "something follows the value", .at = at_}};
        return value;
    }

private:
    // Keeps the first reason; every reader returns its false.
    bool fail(std::string_view what) {
        if (fault_.what.empty()) fault_ = Fault{.what = std::string(what), .at = at_};
        return false;
    }

    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool take(char expected) {
        if (at_ >= text_.size() || text_[at_] != expected) return false;
        ++at_;
        return true;
    }

    void skip_space() {
        while (at_ < text_.size() &&
               std::string_view(" \t\n\r").find(text_[at_]) != std::string_view::npos) {
            ++at_;
        }
    }

    bool read_value(Value& value, std::size_t depth) {
        switch (peek()) {
            case '{':
                return read_object(value, depth + 1);
            case '[':
                return read_array(value, depth + 1);
            case '"':
                return read_string_value(value);
            case 't':
                return read_word("true", value, true);
            case 'f':
                return read_word("false", value, false);
            case 'n':
                return read_word("null", value, nullptr);
            default:
                return read_integer(value);
        }
    }

    bool read_word(std::string_view word, Value& value, Value meaning) {
        if (text_.substr(at_, word.size()) != word) return fail("not a JSON value");
        at_ += word.size();
        value = std::move(meaning);
        return true;
    }

    bool read_string_value(Value& value) {
        std::string text;
        if (!read_string(text)) return false;
        value = std::move(text);
        return true;
    }

    bool read_integer(Value& value) {
        const std::size_t start = at_;
        const bool negative = take('-');
        const std::size_t first = at_;
        while (peek() >= '0' && peek() <= '9') {
            ++at_;
        }
        if (at_ == first) return fail("not a JSON value");
        if (text_[first] == '0' && at_ - first > 1) return fail("an integer begins with 0");
        if (peek() == '.' || peek() == 'e' || peek() == 'E') return fail("not an integer");
        std::int64_t magnitude = 0;
        const auto [end, error] =
            std::from_chars(text_.data() + first, text_.data() + at_, magnitude);
        if (error != std::errc{} || magnitude > kIntegerMax) {
            at_ = start;
            return fail("an integer out of range");
        }
        ENSURE(end == text_.data() + at_);
        value = Value(negative ? -magnitude : magnitude);
        return true;
    }

    bool read_array(Value& value, std::size_t depth) {
        if (depth > kDepthMax) return fail("too deep");
        Array values;
        ++at_;
        skip_space();
        while (!take(']')) {
            if (!values.empty() && !read_comma()) return false;
            if (!read_value(values.emplace_back(), depth)) return false;
            skip_space();
        }
        value = std::move(values);
        return true;
    }

    bool read_comma() {
        if (!take(',')) return fail("a comma is missing");
        skip_space();
        return true;
    }

    bool read_object(Value& value, std::size_t depth) {
        if (depth > kDepthMax) return fail("too deep");
        Object members;
        ++at_;
        skip_space();
        while (!take('}')) {
            if (!members.empty() && !read_comma()) return false;
            if (!read_member(members, depth)) return false;
            skip_space();
        }
        value = std::move(members);
        return true;
    }

    bool read_member(Object& members, std::size_t depth) {
        const std::size_t start = at_;
        std::string name;
        if (peek() != '"') return fail("a member has no name");
        if (!read_string(name)) return false;
        const auto [place, fresh] = members.emplace(std::move(name), nullptr);
        if (!fresh) {
            at_ = start;
            return fail("a key appears twice");
        }
        skip_space();
        if (!take(':')) return fail("a colon is missing");
        skip_space();
        return read_value(place->second, depth);
    }

    bool read_string(std::string& text) {
        ++at_;
        take_plain(text);
        while (!take('"')) {
            if (at_ >= text_.size()) return fail("a text is not closed");
            if (!read_character(text)) return false;
            take_plain(text);
        }
        return true;
    }

    /// What most texts are made of, at once: printable ASCII that means itself.
    void take_plain(std::string& text) {
        const auto rest = text_.substr(at_);
        const auto* const end = std::ranges::find_if_not(
            rest, [](char unit) { return is_written_as_it_is(unit) && is_ascii(unit); });
        const auto length = static_cast<std::size_t>(end - rest.begin());
        text.append(rest, 0, length);
        at_ += length;
    }

    bool read_character(std::string& text) {
        if (take('\\')) return read_escape(text);
        if (static_cast<std::uint8_t>(peek()) < 0x20) return fail("a control character in a text");
        const std::size_t length = utf8_length_at(text_, at_);
        if (length == 0) return fail("not UTF-8");
        text.append(text_, at_, length);
        at_ += length;
        return true;
    }

    bool read_escape(std::string& text) {
        constexpr std::string_view kNames = "\"\\/bfnrt";
        constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
        if (take('u')) return read_unicode_escape(text);
        if (at_ >= text_.size()) return fail("a text is not closed");
        const auto which = kNames.find(text_[at_]);
        if (which == std::string_view::npos) return fail("an unknown escape");
        text += kMeanings[which];
        ++at_;
        return true;
    }

    bool read_unicode_escape(std::string& text) {
        std::uint32_t unit = 0;
        if (!read_utf16_unit(unit)) return false;
        if (unit >= 0xDC00 && unit <= 0xDFFF) return fail("a lone surrogate");
        if (unit < 0xD800 || unit > 0xDFFF) {
            append_utf8(text, unit);
            return true;
        }
        std::uint32_t low = 0;
        if (!take('\\') || !take('u')) return fail("a lone surrogate");
        if (!read_utf16_unit(low)) return false;
        if (low < 0xDC00 || low > 0xDFFF) return fail("a lone surrogate");
        append_utf8(text, 0x10000U + ((unit - 0xD800U) << 10U) + (low - 0xDC00U));
        return true;
    }

    bool read_utf16_unit(std::uint32_t& unit) {
        const std::string_view digits = text_.substr(at_, 4);
        const char* const last = digits.data() + digits.size();
        const auto [end, error] = std::from_chars(digits.data(), last, unit, 16);
        if (digits.size() != 4 || error != std::errc{} || end != last) {
            return fail("an escape without four hexadecimal digits");
        }
        at_ += digits.size();
        return true;
    }

    std::string_view text_;
    std::size_t at_{0};
    Fault fault_{};
};

// NOLINTEND(misc-no-recursion)

}  // namespace

std::string write(const Value& value) {
    std::string out;
    std::visit(Writer(out), value.side());
    return out;
}

Result<Value, Fault> read(std::string_view text) {
    return Reader(text).read_all();
}

Result<Value, Fault> read_canonical(std::string_view text) {
    auto value = read(text);
    if (!value) return value;
    const std::string canonical = write(value.value());
    if (canonical == text) return value;
    const auto [left, right] = std::ranges::mismatch(text, canonical);
    return Refused{Fault{.what = "not the canonical spelling (RFC 8785)",
                         .at = static_cast<std::size_t>(left - text.begin())}};
}

}  // namespace probant::json
