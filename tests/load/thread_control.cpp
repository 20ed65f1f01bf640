// thread_control: the server of comparison of row S5 that gives each WebSocket a thread of its own.
//
// Usage: thread_control CERTIFICATE KEY FOLDER
//   Listens on a free port of the loopback, says which on its first line, serves until it is
//   killed: a WebSocket on any path, each {"type":"hb"} answered with one and the time. FOLDER is
//   not used; the controls are started alike.
// Role: POCO's own server and WebSocket as its manual shows them, with Probant's TLS: what the hub
// was written instead of.
// Threads: one a connection, two thousand at most.
//
// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <iostream>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/WebSocket.h>
#include <Poco/ThreadPool.h>
#include <Poco/Timestamp.h>

#include "crypto/canonical_json.h"
#include "server/http/server.h"
#include "server/http/tls.h"
#include "server/http/wire_socket.h"

namespace probant::load {
namespace {

namespace net = Poco::Net;

constexpr int kThreadsMost = 2'048;
constexpr int kBacklog = 4'096;
constexpr std::size_t kFrameMax = 4'096;

/// As the hub: a peer silent for so long is dropped.
constexpr int kSilentMostSeconds = 15;

std::string heartbeat_text() {
    return json::write(
        json::Object{{"type", "hb"},
                     {"serverTime",
                      Poco::DateTimeFormatter::format(Poco::Timestamp(),
                                                      Poco::DateTimeFormat::ISO8601_FRAC_FORMAT)}});
}

bool is_heartbeat(std::string_view text) {
    const auto message = json::read(text);
    const auto* type = message ? message.value().member("type") : nullptr;
    return type != nullptr && type->text() != nullptr && *type->text() == "hb";
}

void talk(net::WebSocket& socket) {
    std::array<char, kFrameMax> frame{};
    while (true) {
        int flags = 0;
        const auto size = socket.receiveFrame(frame.data(), static_cast<int>(frame.size()), flags);
        if (size <= 0) return;
        if (!is_heartbeat({frame.data(), static_cast<std::size_t>(size)})) return;
        const auto reply = heartbeat_text();
        socket.sendFrame(reply.data(), static_cast<int>(reply.size()));
    }
}

class Live : public net::HTTPRequestHandler {
public:
    void handleRequest(net::HTTPServerRequest& request,
                       net::HTTPServerResponse& response) override {
        try {
            net::WebSocket socket(request, response);
            socket.setReceiveTimeout(Poco::Timespan(kSilentMostSeconds, 0));
            socket.setNoDelay(true);
            talk(socket);
        } catch (const Poco::Exception&) {
            // The peer has gone, or never spoke WebSocket: there is nobody left to tell.
            return;
        }
    }
};

class Factory : public net::HTTPRequestHandlerFactory {
public:
    net::HTTPRequestHandler* createRequestHandler(
        const net::HTTPServerRequest& /*request*/) override {
        // POCO owns what this returns.
        return new Live;  // NOLINT(cppcoreguidelines-owning-memory)
    }
};

void serve(const std::vector<std::string>& arguments) {
    server::ignore_broken_pipes();
    net::SecureServerSocket socket(
        server::server_tls({.certificate = arguments.at(1), .key = arguments.at(2)}));
    socket.bind(net::SocketAddress("127.0.0.1", 0), /*reuseAddress=*/true);
    socket.listen(kBacklog);
    net::HTTPServerParams::Ptr params(new net::HTTPServerParams);
    params->setMaxThreads(kThreadsMost);
    params->setMaxQueued(kThreadsMost);
    Poco::ThreadPool pool(1, kThreadsMost);
    net::HTTPServer server(net::HTTPRequestHandlerFactory::Ptr(new Factory), pool, socket, params);
    server.start();
    std::cout << socket.address().port() << '\n' << std::flush;
    while (true)
        std::this_thread::sleep_for(std::chrono::hours{1});
}

}  // namespace
}  // namespace probant::load

int main(int argc, char** argv) {
    const std::span raw(argv, static_cast<std::size_t>(argc));
    const std::vector<std::string> arguments(raw.begin(), raw.end());
    if (arguments.size() != 4) return 2;
    try {
        probant::load::serve(arguments);
    } catch (const Poco::Exception& error) {
        std::cerr << "thread_control: " << error.displayText() << '\n';
    } catch (const std::exception& error) {
        std::cerr << "thread_control: " << error.what() << '\n';
    }
    return 1;
}
