// SPDX-License-Identifier: EUPL-1.2
#include "engine/page/markup.h"

#include <algorithm>
#include <array>

#include "crypto/base/ensure.h"
#include "crypto/base/utf8.h"

namespace probant::engine::page {
namespace {

constexpr std::string_view kReplacement = "\ufffd";
constexpr std::array<std::string_view, 10> kRefusedTags{
    "script", "link", "iframe", "object", "embed", "img", "base", "form", "style", "foreignObject"};

bool is_name(std::string_view name) {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    };
    return !name.empty() && std::ranges::all_of(name, letter);
}

bool may_be_written(std::string_view tag) {
    return is_name(tag) && std::ranges::find(kRefusedTags, tag) == kRefusedTags.end();
}

/// A link stays in the page; nothing runs and nothing is fetched.
bool may_be_written(const Attribute& attribute) {
    if (!is_name(attribute.name) || attribute.name.starts_with("on")) return false;
    if (attribute.name == "href") return attribute.value.starts_with('#');
    return attribute.name != "src" && attribute.name != "style";
}

std::string_view escaped(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f;
}

void append_escaped(std::string& written, std::string_view text) {
    while (!text.empty()) {
        const auto length = utf8_length_at(text, 0);
        if (length == 0 || is_control(text.front())) {
            written += kReplacement;
            text.remove_prefix(1);
            continue;
        }
        const auto entity = escaped(text.front());
        written += entity.empty() ? text.substr(0, length) : entity;
        text.remove_prefix(length);
    }
}

}  // namespace

void Markup::start(std::string_view tag, const Attributes& attributes) {
    ENSURE(may_be_written(tag));
    written_ += '<';
    written_ += tag;
    for (const Attribute& attribute : attributes) {
        ENSURE(may_be_written(attribute));
        written_ += ' ' + attribute.name + "=\"";
        append_escaped(written_, attribute.value);
        written_ += '"';
    }
}

void Markup::open(std::string_view tag, const Attributes& attributes) {
    start(tag, attributes);
    written_ += '>';
    opened_.emplace_back(tag);
}

void Markup::close() {
    ENSURE(!opened_.empty());
    written_ += "</" + opened_.back() + ">";
    // One line an element of some size: the page can be read and compared as a text.
    if (opened_.back() != "span" && opened_.back() != "td" && opened_.back() != "th")
        written_ += '\n';
    opened_.pop_back();
}

void Markup::text(std::string_view text) {
    append_escaped(written_, text);
}

void Markup::element(std::string_view tag, const Attributes& attributes, std::string_view text) {
    open(tag, attributes);
    this->text(text);
    close();
}

void Markup::empty(std::string_view tag, const Attributes& attributes) {
    start(tag, attributes);
    written_ += "/>";
}

void Markup::style(std::string_view rules) {
    ENSURE(rules.find('<') == std::string_view::npos);
    written_ += "<style>";
    written_ += rules;
    written_ += "</style>\n";
}

std::string Markup::finished() const {
    ENSURE(opened_.empty());
    return "<!DOCTYPE html>\n" + written_;
}

}  // namespace probant::engine::page
