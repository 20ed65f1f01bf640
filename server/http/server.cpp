// SPDX-License-Identifier: EUPL-1.2
#include "server/http/server.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/Net/TCPServerParams.h>
#include <Poco/Runnable.h>
#include <Poco/ThreadPool.h>

#include "crypto/base/ensure.h"
#include "server/http/connection.h"
#include "server/http/idle_connections.h"
#include "server/http/tls.h"
#include "server/observe/log.h"

namespace probant::server {
namespace {

namespace net = Poco::Net;

/// The kernel cuts a longer queue of unaccepted connections (net.core.somaxconn).
constexpr int kBacklogMax = 4096;

/// Handlers build documents, not towers: the default 8 MiB of a thousand threads is only noise.
constexpr int kStackBytes = 1024 * 1024;

constexpr int kPoolIdleSeconds = 30;

/// How long stop() waits for running handlers before it cuts their connections.
constexpr std::chrono::seconds kGrace{5};

/// What a thread of the pool does with a connection that has something to say.
void serve_until_idle(std::unique_ptr<Connection> connection, IdleConnections& idle) {
    const Held held(connection->load());
    if (connection->run()) idle.keep(std::move(connection));
}

class PocoConnection : public net::TCPServerConnection {
public:
    PocoConnection(const net::StreamSocket& socket,
                   ServerCore& core,
                   ListenerLoad& load,
                   IdleConnections& idle)
        : net::TCPServerConnection(socket), core_(core), load_(load), idle_(idle) {}

    void run() override {
        try {
            serve_until_idle(std::make_unique<Connection>(core_, load_, socket()), idle_);
        } catch (const Poco::Exception& error) {
            // The peer left between accept and the first read.
            log().debug("http.connection_lost", {{"kind", MachineText(error.name())}});
        }
    }

private:
    ServerCore& core_;
    ListenerLoad& load_;
    IdleConnections& idle_;
};

class Factory : public net::TCPServerConnectionFactory {
public:
    Factory(ServerCore& core, ListenerLoad& load, IdleConnections& idle)
        : core_(core), load_(load), idle_(idle) {}

    net::TCPServerConnection* createConnection(const net::StreamSocket& socket) override {
        // POCO owns what this returns.
        return new PocoConnection(  // NOLINT(cppcoreguidelines-owning-memory)
            socket,
            core_,
            load_,
            idle_);
    }

private:
    ServerCore& core_;
    ListenerLoad& load_;
    IdleConnections& idle_;
};

/// A connection that was idle, back on a thread. The pool owns no target: this one ends itself.
class Turn : public Poco::Runnable {
public:
    Turn(std::unique_ptr<Connection> connection, IdleConnections& idle)
        : connection_(std::move(connection)), idle_(idle) {}

    void run() override {
        const std::unique_ptr<Turn> self(this);
        serve_until_idle(std::move(connection_), idle_);
    }

    /// Back from a pool that had no thread.
    [[nodiscard]] std::unique_ptr<Connection> given_back() { return std::move(connection_); }

private:
    std::unique_ptr<Connection> connection_;
    IdleConnections& idle_;
};

std::string place_of(const Listener& listener) {
    return listener.address + ':' + std::to_string(listener.port);
}

net::SocketAddress address_of(const Listener& listener) {
    try {
        return {listener.address, listener.port};
    } catch (const Poco::Exception&) {
        throw StartError({"L'adresse d'écoute " + place_of(listener) + " n'existe pas ici.",
                          "The listening address " + place_of(listener) + " does not exist here."});
    }
}

void refuse_reachable_plain(const Listener& listener, const net::SocketAddress& address) {
    if (listener.tls || address.host().isLoopback()) return;
    throw StartError(
        {"Sans certificat, le serveur n'écoute que cette machine (127.0.0.1) : donnez un "
         "certificat et sa clé pour écouter " +
             place_of(listener) + ".",
         "Without a certificate the server listens to this machine only (127.0.0.1): give a "
         "certificate and its key to listen on " +
             place_of(listener) + "."});
}

net::ServerSocket bound_socket(const Listener& listener, int backlog) {
    const auto address = address_of(listener);
    refuse_reachable_plain(listener, address);
    // Poco's sockets are handles: a secure one stays secure under the name of its base.
    net::ServerSocket socket =
        // NOLINTNEXTLINE(cppcoreguidelines-slicing)
        listener.tls ? net::SecureServerSocket(server_tls(*listener.tls)) : net::ServerSocket();
    try {
        // SO_REUSEPORT would let a second server take half of the connections in silence.
        socket.bind(address, /*reuseAddress=*/true, /*reusePort=*/false);
        socket.listen(backlog);
    } catch (const Poco::Exception&) {
        throw StartError(
            {"Le port " + place_of(listener) +
                 " est déjà pris ou interdit : arrêtez l'autre programme ou changez de port.",
             "The port " + place_of(listener) +
                 " is taken or forbidden: stop the other program or choose another port."});
    }
    return socket;
}

/// A handshake is arithmetic: more at once than processors would make none of them faster, and
/// whoever is already connected slower. A room that comes back from a cut asks for a thousand.
int handshakes_at_once() {
    return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 64U));
}

RouteMetrics metrics_of(Metrics& metrics, std::string_view route) {
    static constexpr std::array<std::string_view, 5> kClasses{"1xx", "2xx", "3xx", "4xx", "5xx"};
    RouteMetrics made;
    for (std::size_t place = 0; place < kClasses.size(); ++place) {
        made.by_class.at(place) =
            metrics.counter("probant_http_requests_total",
                            "Requests answered, by route and class",
                            {{"route", route}, {"class", kClasses.at(place)}});
    }
    made.seconds = metrics.histogram("probant_http_seconds",
                                     "From the first byte of a request to the last of its reply",
                                     latency_bounds(),
                                     {{"route", route}});
    return made;
}

std::vector<RouteMetrics> metrics_of(Metrics* metrics, const RouteTable& routes) {
    std::vector<RouteMetrics> all(routes.routes().size() + 1);
    if (metrics == nullptr) return all;
    for (std::size_t place = 0; place < routes.routes().size(); ++place) {
        const auto& route = routes.routes()[place];
        all[place] = metrics_of(*metrics, route.name.empty() ? route.pattern : route.name);
    }
    all.back() = metrics_of(*metrics, "other");
    return all;
}

// One or two of the browser, one of the station's link: who finds none kept makes another, and its
// handshake costs seven heartbeats.
constexpr std::size_t kKeptPerStation = 3;

}  // namespace

Sizes Sizes::sized_for(std::size_t stations) {
    ENSURE(stations <= kStationsMax);
    // A browser opens up to six connections while a page loads, then keeps one; each thread costs
    // what it touches of its stack. Beyond a thousand threads the queue is the better place.
    const int seats = static_cast<int>(stations);
    return {std::clamp(32 + seats * 2, 64, 1024),
            256 + seats * 8,
            std::min(256 + seats * 6, kBacklogMax),
            128 + stations * kKeptPerStation};
}

class HttpServer::Inside {
public:
    Inside(ServerSettings settings, RouteTable routes, AccessCheck check, Metrics* metrics)
        : listeners_(std::move(settings.listeners)),
          sizes_(settings.sizes),
          core_{std::move(settings.hosts),
                settings.times,
                std::move(settings.pages),
                settings.pages_access,
                std::move(routes),
                std::move(check),
                {},
                false,
                false,
                Poco::Semaphore(handshakes_at_once())},
          loads_(listeners_.size()),
          // Twice: what wakes up never takes the thread of what has just come.
          pool_("http",
                1,
                2 * sizes_.threads * static_cast<int>(std::max<std::size_t>(listeners_.size(), 1)),
                kPoolIdleSeconds,
                kStackBytes),
          idle_(sizes_.kept, core_.times.kept, [this](std::unique_ptr<Connection>& connection) {
              return is_woken(connection);
          }) {
        ENSURE(!listeners_.empty());
        ENSURE(core_.check != nullptr);
        core_.metrics = metrics_of(metrics, core_.routes);
    }

    void start() {
        ENSURE(servers_.empty() && !core_.stopping);
        ignore_broken_pipes();
        std::vector<net::ServerSocket> sockets;
        sockets.reserve(listeners_.size());
        for (const auto& listener : listeners_)
            sockets.push_back(bound_socket(listener, sizes_.backlog));
        idle_.start();
        for (std::size_t place = 0; place < sockets.size(); ++place)
            serve(sockets[place], loads_[place]);
    }

    void stop() {
        if (servers_.empty()) return;
        core_.stopping = true;
        for (const auto& server : servers_)
            server->stop();
        idle_.stop();
        const auto deadline = std::chrono::steady_clock::now() + kGrace;
        while (is_busy() && std::chrono::steady_clock::now() < deadline)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        core_.abandon = true;
        pool_.joinAll();
        servers_.clear();
    }

    [[nodiscard]] std::uint16_t port(std::size_t index) const {
        ENSURE(index < servers_.size());
        return servers_[index]->port();
    }

private:
    void serve(const net::ServerSocket& socket, ListenerLoad& load) {
        load.threads = sizes_.threads;
        net::TCPServerParams::Ptr params(new net::TCPServerParams);
        params->setMaxThreads(sizes_.threads);
        params->setMaxQueued(sizes_.queued);
        params->setThreadIdleTime(Poco::Timespan(1, 0));
        const net::TCPServerConnectionFactory::Ptr factory(new Factory(core_, load, idle_));
        servers_.push_back(std::make_unique<net::TCPServer>(factory, pool_, socket, params));
        servers_.back()->start();
    }

    /// False when no thread is free: what has just come is served first.
    bool is_woken(std::unique_ptr<Connection>& connection) {
        if (connection->load().is_full()) return false;
        auto turn = std::make_unique<Turn>(std::move(connection), idle_);
        try {
            pool_.start(*turn);
            // It ends itself.
            static_cast<void>(turn.release());  // NOLINT(bugprone-unused-return-value)
            return true;
        } catch (const Poco::NoThreadAvailableException&) {
            connection = turn->given_back();
            return false;
        }
    }

    [[nodiscard]] bool is_busy() const {
        return std::ranges::any_of(loads_, [](const auto& load) { return load.running > 0; });
    }

    std::vector<Listener> listeners_;
    Sizes sizes_;
    ServerCore core_;
    std::vector<ListenerLoad> loads_;
    Poco::ThreadPool pool_;
    IdleConnections idle_;
    std::vector<std::unique_ptr<net::TCPServer>> servers_;
};

void try_listeners(const std::vector<Listener>& listeners) {
    ignore_broken_pipes();
    std::vector<net::ServerSocket> sockets;
    sockets.reserve(listeners.size());
    for (const auto& listener : listeners)
        sockets.push_back(bound_socket(listener, /*backlog=*/1));
    for (auto& socket : sockets)
        socket.close();
}

HttpServer::HttpServer(ServerSettings settings,
                       RouteTable routes,
                       AccessCheck check,
                       Metrics* metrics)
    : inside_(std::make_unique<Inside>(
          std::move(settings), std::move(routes), std::move(check), metrics)) {}

HttpServer::~HttpServer() {
    inside_->stop();
}

void HttpServer::start() {
    inside_->start();
}

void HttpServer::stop() {
    inside_->stop();
}

std::uint16_t HttpServer::port(std::size_t index) const {
    return inside_->port(index);
}

}  // namespace probant::server
