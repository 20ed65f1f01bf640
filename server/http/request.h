// server/http/request.h: one HTTP request, read whole and bounded before any handler sees it.
//
// Role        What handlers read. Nothing of POCO, nothing that can block.
// Invariants  `path` is percent-decoded once, starts with '/', holds no empty segment, no "." or
//             ".." and no control character; header names are lower case; the body is complete
//             and within its route's limit.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <any>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/ensure.h"
#include "crypto/base/strong_id.h"
#include "crypto/digest.h"
#include "server/base/sentence.h"

namespace probant::server {

enum class Method : std::uint8_t { Get, Head, Post, Put, Delete };

[[nodiscard]] std::string_view text_of(Method method);
[[nodiscard]] std::optional<Method> parse_method(std::string_view text);

/// POST, PUT, DELETE: what a foreign page must never make a browser do.
[[nodiscard]] bool changes_state(Method method);

struct Header {
    std::string name;
    std::string value;
    friend bool operator==(const Header&, const Header&) = default;
};

/// What stood in a route's braces. Asking for a name or a type the pattern does not have is a bug.
class PathParameters {
public:
    void set(std::string name, std::string value);

    [[nodiscard]] const std::string& text(std::string_view name) const;  ///< {name}
    [[nodiscard]] std::uint32_t number(std::string_view name) const;     ///< {name:number}
    [[nodiscard]] Uuid uuid(std::string_view name) const;                ///< {name:uuid}

    template <class Id>
    [[nodiscard]] Id id(std::string_view name) const {
        return Id{uuid(name)};
    }

private:
    std::map<std::string, std::string, std::less<>> values_;
};

struct Request {
    Method method = Method::Get;
    std::string path;
    std::string query;  ///< raw, without '?'
    std::vector<Header> headers;
    Bytes body;
    std::string peer;    ///< the caller's address, without its port
    bool secure = true;  ///< came over TLS
    /// SHA-256 of the certificate that the caller proved to own, issued by TlsFiles::clients.
    std::optional<crypto::Digest> certificate;
    PathParameters parameters;
    std::any caller;  ///< who asks: set by the application's AccessCheck, read by its handlers

    /// The first header of that lower-case name.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    [[nodiscard]] std::size_t count_of(std::string_view name) const;

    /// The value of a cookie; nothing when absent, or sent twice.
    [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;

    /// A member of the query, percent-decoded; nothing when absent, sent twice or badly encoded.
    [[nodiscard]] std::optional<std::string> query_value(std::string_view name) const;

    /// The `lang` cookie, else Accept-Language, else French.
    [[nodiscard]] Language language() const;

    /// ENSUREs that the access check of this route has set a caller of that type.
    template <class Caller>
    [[nodiscard]] const Caller& caller_as() const {
        const auto* known = std::any_cast<Caller>(&caller);
        ENSURE(known != nullptr);
        return *known;
    }
};

}  // namespace probant::server
