// SPDX-License-Identifier: EUPL-1.2
#include "server/http/head.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/http/ascii.h"

namespace probant::server {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

/// No body we accept needs more digits, and 19 of them cannot overflow.
constexpr std::size_t kLengthDigitsMax = 12;

constexpr bool is_letter_or_digit(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
           (character >= 'A' && character <= 'Z');
}

/// RFC 9110 § 5.6.2
bool is_token(std::string_view text) {
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char character) {
        return is_letter_or_digit(character) || kMarks.find(character) != std::string_view::npos;
    });
}

bool is_field_value(std::string_view text) {
    return std::ranges::all_of(text, [](char character) {
        const auto byte = static_cast<unsigned char>(character);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
    });
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cuts the next line off `rest`; nothing when no CRLF is left.
std::optional<std::string_view> next_line(std::string_view& rest) {
    const auto end = rest.find(kLineEnd);
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + kLineEnd.size());
    return line;
}

std::optional<int> hex_digit(char character) {
    const char small = lower(character);
    if (small >= '0' && small <= '9') return small - '0';
    if (small >= 'a' && small <= 'f') return small - 'a' + 10;
    return std::nullopt;
}

std::optional<HeadFault> read_target(std::string_view target, Head& head) {
    const bool visible = std::ranges::all_of(
        target, [](char character) { return character > 0x20 && character < 0x7F; });
    if (!visible || !target.starts_with('/') || target.find('#') != std::string_view::npos)
        return HeadFault::BadTarget;
    const auto mark = target.find('?');
    auto path = decode_path(target.substr(0, mark));
    if (!path) return HeadFault::BadTarget;
    head.path = std::move(*path);
    if (mark != std::string_view::npos) head.query = std::string(target.substr(mark + 1));
    return std::nullopt;
}

std::optional<HeadFault> read_request_line(std::string_view line, Head& head) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return HeadFault::BadLine;
    const auto version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return HeadFault::UnknownVersion;
    head.keep_alive = version == "HTTP/1.1";
    const auto word = line.substr(0, first);
    if (!is_token(word)) return HeadFault::BadLine;
    const auto method = parse_method(word);
    if (!method) return HeadFault::UnknownMethod;
    head.method = *method;
    return read_target(line.substr(first + 1, last - first - 1), head);
}

std::optional<HeadFault> read_header(std::string_view line, Head& head) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return HeadFault::BadLine;
    const auto name = line.substr(0, colon);
    const auto value = trimmed(line.substr(colon + 1));
    // A folded line starts with a space: no token does.
    if (!is_token(name) || !is_field_value(value)) return HeadFault::BadLine;
    if (head.headers.size() == kHeadersMax) return HeadFault::BadLine;
    head.headers.push_back({lowered(name), std::string(value)});
    return std::nullopt;
}

std::optional<HeadFault> read_length(Head& head) {
    std::size_t lengths = 0;
    for (const auto& header : head.headers) {
        if (header.name == "transfer-encoding") return HeadFault::TransferEncoding;
        if (header.name != "content-length") continue;
        ++lengths;
        const std::string_view digits = header.value;
        const bool one_spelling = !digits.empty() && digits.size() <= kLengthDigitsMax &&
                                  (digits.size() == 1 || digits.front() != '0');
        const char* end = digits.data() + digits.size();
        const auto parsed = std::from_chars(digits.data(), end, head.content_length);
        if (!one_spelling || parsed.ec != std::errc{} || parsed.ptr != end)
            return HeadFault::BadLength;
    }
    if (lengths > 1) return HeadFault::BadLength;
    const bool has_no_body = head.method == Method::Get || head.method == Method::Head;
    if (has_no_body && head.content_length > 0) return HeadFault::BadLength;
    return std::nullopt;
}

std::optional<HeadFault> read_connection(Head& head) {
    const auto hosts = std::ranges::count(head.headers, "host", &Header::name);
    if (hosts != 1) return HeadFault::NoHost;
    if (head.has_token("connection", "close")) head.keep_alive = false;
    return std::nullopt;
}

}  // namespace

std::optional<std::string_view> Head::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &Header::name);
    if (found == headers.end()) return std::nullopt;
    return found->value;
}

bool Head::has_token(std::string_view name, std::string_view token) const {
    for (const auto& header : headers) {
        if (header.name != name) continue;
        std::string_view rest = header.value;
        while (!rest.empty()) {
            const auto comma = rest.find(',');
            if (lowered(trimmed(rest.substr(0, comma))) == token) return true;
            rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        }
    }
    return false;
}

std::optional<std::string> percent_decode(std::string_view raw) {
    std::string decoded;
    for (std::size_t place = 0; place < raw.size(); ++place) {
        if (raw[place] != '%') {
            decoded += raw[place];
            continue;
        }
        if (place + 2 >= raw.size()) return std::nullopt;
        const auto high = hex_digit(raw[place + 1]);
        const auto low = hex_digit(raw[place + 2]);
        if (!high || !low) return std::nullopt;
        decoded += static_cast<char>(*high * 16 + *low);
        place += 2;
    }
    return decoded;
}

std::optional<std::string> decode_path(std::string_view raw) {
    if (!raw.starts_with('/')) return std::nullopt;
    std::string path;
    // Each segment is decoded alone: a '/' or '\' that was hidden in an escape stays visible as
    // one.
    std::string_view rest = raw.substr(1);
    while (true) {
        const auto slash = rest.find('/');
        const auto segment = percent_decode(rest.substr(0, slash));
        if (!segment || *segment == "." || *segment == "..") return std::nullopt;
        const bool clean = std::ranges::none_of(*segment, [](char character) {
            const auto byte = static_cast<unsigned char>(character);
            return byte < 0x20 || byte == 0x7F || byte == '/' || byte == '\\';
        });
        if (!clean) return std::nullopt;
        path += '/' + *segment;
        if (slash == std::string_view::npos) return path;
        if (segment->empty()) return std::nullopt;
        rest.remove_prefix(slash + 1);
    }
}

Result<Head, HeadFault> parse_head(std::string_view text) {
    Head head;
    const auto request_line = next_line(text);
    if (!request_line) return Refused{HeadFault::BadLine};
    if (const auto fault = read_request_line(*request_line, head)) return Refused{*fault};
    while (true) {
        const auto line = next_line(text);
        if (!line) return Refused{HeadFault::BadLine};
        if (line->empty()) break;
        if (const auto fault = read_header(*line, head)) return Refused{*fault};
    }
    if (const auto fault = read_length(head)) return Refused{*fault};
    if (const auto fault = read_connection(head)) return Refused{*fault};
    return head;
}

}  // namespace probant::server
