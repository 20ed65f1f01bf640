// server/http/client.h: the HTTPS client of the outbox, the station link and the rehearsal.
//
// Role        One server, one pinned authority file, one connection kept alive and reopened when
//             it has died. No redirect, no proxy, no system authorities.
// Invariants  The peer's certificate and name are always verified over TLS; a reply larger than
//             the limit is Unreachable, never truncated.
// Threads     An HttpClient belongs to the thread that made it, but for cut().
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/result.h"
#include "server/http/request.h"

namespace probant::server {

/// A sealed package with its media; larger replies are refused.
constexpr std::size_t kClientReplyBytesMax = std::size_t{64} * 1024 * 1024;

struct Peer {
    std::string host{};
    std::uint16_t port = 443;
    bool secure = true;                   ///< false only for the loopback demonstration
    std::filesystem::path authority{};    ///< PEM: the only authorities believed
    std::filesystem::path certificate{};  ///< PEM, shown to who asks for one; empty: none is had
    std::filesystem::path key{};          ///< of that certificate
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds wait{20'000};  ///< for each send or receive
};

struct ClientRequest {
    Method method = Method::Get;
    std::string target = "/";  ///< path and query, already encoded
    std::vector<Header> headers{};
    std::string content_type{};
    Bytes body{};
};

struct ClientReply {
    int status = 0;
    std::vector<Header> headers;  ///< names in lower case
    Bytes body;

    [[nodiscard]] std::string_view header(std::string_view name) const;
    /// The value of the last Set-Cookie of that name; empty when there is none.
    [[nodiscard]] std::string set_cookie(std::string_view name) const;
};

/// The reply is not known: the request may or may not have been received.
struct Unreachable {
    std::string why;  ///< for the operator's log: no header, no body
};

class HttpClient {
public:
    explicit HttpClient(Peer peer);
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    ~HttpClient();

    [[nodiscard]] Result<ClientReply, Unreachable> fetch(const ClientRequest& request);

    /// From any thread: what is being sent or waited for ends at once, Unreachable. A connection
    /// that is only being made is not cut: that takes Peer::connect at most.
    void cut();

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::server
