// server/http/upgraded_socket.h: a connection that has left HTTP and now speaks WebSocket.
//
// Role        Carries the socket from the HTTP thread, which has answered 101, to the hub.
// Invariants  Moved, never copied: one thread at a time owns the socket (POCO's TLS sockets must
//             not be shared). Dropping it closes the connection.
// Threads     Whoever holds it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>

#include "crypto/base/bytes.h"

namespace Poco::Net {
class StreamSocket;
}

namespace probant::server {

class UpgradedSocket {
public:
    /// `early` is what the peer sent right behind its upgrade request.
    UpgradedSocket(const Poco::Net::StreamSocket& socket, Bytes early);
    UpgradedSocket(UpgradedSocket&&) noexcept;
    UpgradedSocket& operator=(UpgradedSocket&&) noexcept;
    UpgradedSocket(const UpgradedSocket&) = delete;
    UpgradedSocket& operator=(const UpgradedSocket&) = delete;
    ~UpgradedSocket();

    [[nodiscard]] Poco::Net::StreamSocket& socket();
    [[nodiscard]] Bytes take_early();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace probant::server
