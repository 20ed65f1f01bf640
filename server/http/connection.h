// server/http/connection.h: one connection of the HTTP server, from its first byte to its last.
//
// Role        Reads requests one after the other, judges them, runs their handlers, writes the
//             replies; or hands the socket over after a WebSocket upgrade.
// Invariants  Every wait has a deadline that bytes trickling in do not push back.
// Threads     One pool thread each; ServerCore is shared and immutable but for its atomics.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <Poco/Semaphore.h>

#include "crypto/base/result.h"
#include "server/http/head.h"
#include "server/http/route.h"
#include "server/http/server.h"
#include "server/http/wire_socket.h"
#include "server/observe/metrics.h"

namespace probant::server {

/// Counters of one route, made at start so that counting takes no lock.
struct RouteMetrics {
    std::array<std::optional<Counter>, 5> by_class;  // 1xx to 5xx
    std::optional<Histogram> seconds;
};

/// How full one listener's pool is.
struct ListenerLoad {
    std::atomic<int> running{0};
    int threads = 1;

    /// No idle connection holds a thread when three quarters of them are held.
    [[nodiscard]] bool is_crowded() const { return running * 4 >= threads * 3; }

    [[nodiscard]] bool is_full() const { return running >= threads; }
};

/// A thread of the pool while it serves a connection.
class Held {
public:
    explicit Held(ListenerLoad& load) : load_(load) { ++load_.running; }

    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    Held(Held&&) = delete;
    Held& operator=(Held&&) = delete;

    ~Held() { --load_.running; }

private:
    ListenerLoad& load_;
};

/// What all connections share.
struct ServerCore {
    std::vector<std::string> hosts;
    Times times;
    StaticFiles pages;
    Access pages_access;
    RouteTable routes;
    AccessCheck check;
    std::vector<RouteMetrics> metrics;  // one per route, then one for pages and errors
    std::atomic<bool> stopping{false};  // no further request
    std::atomic<bool> abandon{false};   // no further byte
    Poco::Semaphore handshakes;         // that may be computed at this moment
};

class Connection {
public:
    Connection(ServerCore& core, ListenerLoad& load, const Poco::Net::StreamSocket& socket);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    Connection(Connection&&) = delete;
    Connection& operator=(Connection&&) = delete;
    ~Connection() = default;

    /// Serves what comes. True when the connection is idle and wants to be kept; false: let it go.
    [[nodiscard]] bool run();

    [[nodiscard]] ListenerLoad& load() const { return load_; }

    [[nodiscard]] int descriptor() const { return wire_.descriptor(); }

private:
    /// A reply that ends the connection when the request was not read to its end.
    struct Answer {
        Reply reply;
        bool close = false;
    };

    bool shake_hands();
    [[nodiscard]] bool wait_for_request(std::chrono::milliseconds patience) const;
    Result<std::string, Answer> read_head();
    bool serve_one();
    bool serve(const Head& head);
    std::variant<Answer, Takeover> guarded_answer(const Head& head, Request& request);
    std::variant<Answer, Takeover> answer(const Head& head, Request& request);
    std::variant<Answer, Takeover> answer_route(const Head& head, Request& request, Found found);
    [[nodiscard]] Answer answer_page(Request& request, NotFound why) const;
    std::optional<Answer> read_body(const Head& head, Request& request, std::size_t limit);
    bool send(const Answer& answer, const Request& request, bool keep_alive);
    void linger();
    void hand_over(const Head& head, const Takeover& takeover);
    void count(int status) const;
    [[nodiscard]] Request request_of(const Head& head) const;

    ServerCore& core_;
    ListenerLoad& load_;
    WireSocket wire_;
    std::string peer_;
    std::optional<crypto::Digest> certificate_;  // of the peer, once hands are shaken
    Bytes buffer_;                               // received, not yet consumed
    const RouteMetrics* metrics_;
    Deadline started_;
    bool has_spoken_ = false;
};

}  // namespace probant::server
