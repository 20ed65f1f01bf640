// server/http/server.h: the HTTP(S) server, POCO wrapped once.
//
// Role        Listens on one or more sockets with the same routes; reads each request whole within
//             its limits; checks host, origin and access; runs the handler; adds the security
//             headers to every reply, errors included.
// Invariants  Refused before any handler: a request with Transfer-Encoding or two lengths, a
//             header that is no token, a host that is not on the list, a state change or an upgrade
//             coming from another origin, a body over its route's limit (413 before it is read),
//             a client too slow. A handler that throws gives a 500 that says nothing of why.
// Threads     start() and stop() from one thread; handlers on the pool's threads.
// Limits      A connection holds a thread while it is open: idle ones leave after 10 s, or at once
//             when others wait.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/base/sentence.h"
#include "server/http/route.h"
#include "server/http/static_files.h"

namespace probant::server {

class Metrics;

/// Pool, queue and backlog for so many stations. POCO's defaults (16 threads, 64 waiting) leave
/// most of a room outside.
struct Sizes {
    int threads = 64;
    int queued = 256;
    int backlog = 256;
    std::size_t kept = 256;  ///< idle connections of all listeners; the longest idle leaves first

    [[nodiscard]] static Sizes sized_for(std::size_t stations);
};

/// Beyond this one process is not the answer: a centre of 1,000 fits twice.
constexpr std::size_t kStationsMax = 2000;

struct Times {
    /// From the first byte of a request to the last of its head.
    std::chrono::milliseconds head{5'000};
    /// For the whole body; large bodies get one more second per 64 KiB.
    std::chrono::milliseconds body{10'000};
    /// For the peer to take the whole reply; large replies get one more second per 64 KiB.
    std::chrono::milliseconds reply{15'000};
    /// How long an idle connection holds its thread; a page that loads asks again before.
    std::chrono::milliseconds idle{500};
    /// How long it is kept after that, by no thread: a question may be thought about for two
    /// minutes.
    std::chrono::milliseconds kept{150'000};
};

/// PEM files. The chain follows the certificate in its file.
struct TlsFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
    /// The authority of the callers that have a certificate; empty: nobody is asked for one. One
    /// who shows a certificate of another authority is not let in; who shows none is.
    std::filesystem::path clients{};
};

struct Listener {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;         ///< 0: any free port, then see HttpServer::port
    std::optional<TlsFiles> tls{};  ///< plain HTTP is accepted on a loopback address only
};

struct ServerSettings {
    std::vector<Listener> listeners{};
    std::vector<std::string> hosts{};  ///< names and addresses a Host header may say, without port
    Sizes sizes{};
    Times times{};
    StaticFiles pages{};
    Access pages_access{};
};

/// Why the server did not start, for the person who starts it.
class StartError : public std::runtime_error {
public:
    explicit StartError(const Sentence& because)
        : std::runtime_error(because.en), because_(because) {}

    [[nodiscard]] const Sentence& because() const { return because_; }

private:
    Sentence because_;
};

/// The whole head of a request: room for cookies and browsers' own headers, no more.
constexpr std::size_t kHeadBytesMax = std::size_t{16} * 1024;

/// Binds each listener and lets it go again: for who must begin nothing that start() would refuse.
/// Throws StartError.
void try_listeners(const std::vector<Listener>& listeners);

class HttpServer {
public:
    /// `metrics` may be null; it must outlive the server.
    HttpServer(ServerSettings settings, RouteTable routes, AccessCheck check, Metrics* metrics);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    HttpServer(HttpServer&&) = delete;
    HttpServer& operator=(HttpServer&&) = delete;
    ~HttpServer();

    /// Binds every listener, then serves. Throws StartError: port in use, unreadable key, plain
    /// HTTP asked for on a reachable address.
    void start();

    /// Stops accepting, lets running handlers finish (5 s at most), closes every connection.
    void stop();

    /// The port that listener `index` is bound to.
    [[nodiscard]] std::uint16_t port(std::size_t index = 0) const;

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::server
