// SPDX-License-Identifier: EUPL-1.2
#include "server/http/request.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/http/head.h"

namespace probant::server {
namespace {

/// Splits `text` at each `mark`; a piece that begins with "name=" gives its value to `found`.
/// Returns how many pieces had that name.
std::size_t find_pair(std::string_view text,
                      char mark,
                      std::string_view name,
                      std::string_view& found) {
    std::size_t count = 0;
    while (!text.empty()) {
        const auto end = text.find(mark);
        std::string_view piece = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        const auto start = piece.find_first_not_of(' ');
        piece.remove_prefix(std::min(start, piece.size()));
        const auto equals = piece.find('=');
        if (equals == std::string_view::npos || piece.substr(0, equals) != name) continue;
        ++count;
        found = piece.substr(equals + 1);
    }
    return count;
}

/// "en-GB,en;q=0.9,fr;q=0.8": the first of our two languages wins. People list what they read
/// best first, and browsers write the weights in that order.
std::optional<Language> first_known(std::string_view accepted) {
    while (!accepted.empty()) {
        const auto comma = accepted.find(',');
        std::string_view tag = accepted.substr(0, comma);
        accepted =
            comma == std::string_view::npos ? std::string_view{} : accepted.substr(comma + 1);
        const auto start = tag.find_first_not_of(' ');
        tag.remove_prefix(std::min(start, tag.size()));
        if (tag.starts_with("fr")) return Language::French;
        if (tag.starts_with("en")) return Language::English;
    }
    return std::nullopt;
}

}  // namespace

std::string_view text_of(Method method) {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Head:
            return "HEAD";
        case Method::Post:
            return "POST";
        case Method::Put:
            return "PUT";
        case Method::Delete:
            return "DELETE";
    }
    return "GET";
}

std::optional<Method> parse_method(std::string_view text) {
    for (const auto method :
         {Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete}) {
        if (text_of(method) == text) return method;
    }
    return std::nullopt;
}

bool changes_state(Method method) {
    return method != Method::Get && method != Method::Head;
}

void PathParameters::set(std::string name, std::string value) {
    values_.insert_or_assign(std::move(name), std::move(value));
}

const std::string& PathParameters::text(std::string_view name) const {
    const auto found = values_.find(name);
    ENSURE(found != values_.end());
    return found->second;
}

std::uint32_t PathParameters::number(std::string_view name) const {
    const std::string_view digits = text(name);
    std::uint32_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, value);
    ENSURE(parsed.ec == std::errc{} && parsed.ptr == end);
    return value;
}

Uuid PathParameters::uuid(std::string_view name) const {
    const auto value = parse_uuid(text(name));
    ENSURE(value.has_value());
    return *value;
}

std::optional<std::string_view> Request::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &Header::name);
    if (found == headers.end()) return std::nullopt;
    return found->value;
}

std::size_t Request::count_of(std::string_view name) const {
    return static_cast<std::size_t>(std::ranges::count(headers, name, &Header::name));
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    std::string_view found;
    std::size_t count = 0;
    for (const auto& header : headers) {
        if (header.name == "cookie") count += find_pair(header.value, ';', name, found);
    }
    if (count != 1) return std::nullopt;
    return std::string(found);
}

std::optional<std::string> Request::query_value(std::string_view name) const {
    std::string_view found;
    if (find_pair(query, '&', name, found) != 1) return std::nullopt;
    return percent_decode(found);
}

Language Request::language() const {
    const auto chosen = cookie("lang");
    if (chosen == "fr") return Language::French;
    if (chosen == "en") return Language::English;
    const auto accepted = header("accept-language");
    return first_known(accepted.value_or("")).value_or(Language::French);
}

}  // namespace probant::server
