// server/http/head.h: the head of a request, read strictly.
//
// Role        POCO's own reader folds lines, skips lines without a colon and decodes RFC 2047
//             words: each is a way to make two servers read two requests in one. This one accepts
//             only what RFC 9112 says a sender must send.
// Invariants  Every line ends in CRLF; a header name is a token; at most one Content-Length, in
//             its one decimal spelling; no Transfer-Encoding at all (no client of ours sends one).
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/result.h"
#include "server/http/request.h"

namespace probant::server {

/// A browser sends about fifteen.
constexpr std::size_t kHeadersMax = 64;

enum class HeadFault : std::uint8_t {
    BadLine,           ///< the request line, a line end, a header's name or value
    BadTarget,         ///< a path with "..", "//", a control character, a bad %-escape
    BadLength,         ///< Content-Length twice, or not a number
    TransferEncoding,  ///< with or without Content-Length
    UnknownMethod,
    UnknownVersion,
    NoHost,  ///< none, or several
};

struct Head {
    Method method = Method::Get;
    std::string path;   ///< decoded, checked
    std::string query;  ///< raw
    std::vector<Header> headers;
    std::uint64_t content_length = 0;
    bool keep_alive = true;

    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    [[nodiscard]] bool has_token(std::string_view name, std::string_view token) const;
};

/// `text` ends with the empty line.
[[nodiscard]] Result<Head, HeadFault> parse_head(std::string_view text);

/// Nothing on a bad escape, a control character, "//", a "." or ".." segment or a hidden '/'.
[[nodiscard]] std::optional<std::string> decode_path(std::string_view raw);

/// '%' and two hexadecimal digits; nothing on a bad escape.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view raw);

}  // namespace probant::server
