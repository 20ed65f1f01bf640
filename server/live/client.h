// server/live/client.h: a small WebSocket client, for the rehearsal and for tests.
//
// Role        Opens one WebSocket to a Probant server, sends texts, receives texts. Pings are
//             answered while receiving.
// Invariants  Masks every frame (RFC 6455 § 5.3) with bytes of the system's generator.
// Threads     Belongs to the thread that made it. descriptor() lets one thread poll many.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/result.h"
#include "server/http/client.h"

namespace probant::server {

class WebSocketClient {
public:
    /// Connects and upgrades; refused with the HTTP status in `why` when the server says no.
    static Result<WebSocketClient, Unreachable> open(const Peer& peer,
                                                     std::string_view target,
                                                     const std::vector<Header>& headers);
    WebSocketClient(WebSocketClient&&) noexcept;
    WebSocketClient& operator=(WebSocketClient&&) noexcept;
    WebSocketClient(const WebSocketClient&) = delete;
    WebSocketClient& operator=(const WebSocketClient&) = delete;
    ~WebSocketClient();

    /// False when the connection is gone.
    bool send(std::string_view text);

    /// The next text; nothing when none came in time or the connection has closed: see is_open.
    std::optional<std::string> receive(std::chrono::milliseconds wait);

    [[nodiscard]] bool is_open() const;
    [[nodiscard]] int descriptor() const;
    void close();

private:
    class Inside;
    explicit WebSocketClient(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::server
