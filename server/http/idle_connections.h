// server/http/idle_connections.h: connections on which nothing has been asked for a while.
//
// Role        Keeps them without a thread each, and wakes one when its next request comes. A
//             candidate thinks for a minute or two: the next answer waits for no TLS handshake.
// Invariants  No more than `most` are kept, nor any longer than `patience`; the longest idle leaves
//             first. After stop() none is kept.
// Threads     keep() from any thread. `wake` is called by one thread of its own, between start()
//             and stop().
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace probant::server {

class Connection;

class IdleConnections {
public:
    /// Takes the connection and says true, or leaves it where it is: then it is asked again soon.
    using Wake = std::function<bool(std::unique_ptr<Connection>& connection)>;

    IdleConnections(std::size_t most, std::chrono::milliseconds patience, Wake wake);
    IdleConnections(const IdleConnections&) = delete;
    IdleConnections& operator=(const IdleConnections&) = delete;
    IdleConnections(IdleConnections&&) = delete;
    IdleConnections& operator=(IdleConnections&&) = delete;
    ~IdleConnections();

    void start();

    /// Closes all of them.
    void stop();

    /// Closes it at once when it is not between start and stop.
    void keep(std::unique_ptr<Connection> connection);

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::server
