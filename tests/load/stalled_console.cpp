// SPDX-License-Identifier: EUPL-1.2
#include "tests/load/stalled_console.h"

#include <array>
#include <chrono>
#include <string_view>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <netinet/tcp.h>

#include "crypto/random.h"
#include "server/http/tls.h"

namespace probant::load {
namespace {

namespace net = Poco::Net;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// The hub gives up a peer that takes nothing for 5 s; a little longer shows that it did.
constexpr std::chrono::milliseconds kStallsFor{6'500};

/// How often it looks whether the bench is over.
constexpr std::chrono::milliseconds kGlance{50};

/// A loopback gives megabytes of buffer to whoever does not say otherwise: a network does not.
constexpr int kReceiveBytes = 4'096;
constexpr int kSegmentBytes = 536;

/// What is left in the buffers of two systems comes at once; news that go on coming mean that the
/// centre still holds to us.
constexpr std::chrono::milliseconds kDrainMost{2'000};

constexpr int kConnectSeconds = 10;
constexpr std::size_t kKeyBytes = 16;
constexpr std::string_view kHeadEnd = "\r\n\r\n";

net::SecureStreamSocket connected(const server::Peer& peer) {
    net::StreamSocket plain(net::SocketAddress::IPv4);
    // Before the handshake of TCP: both are agreed in it.
    plain.setReceiveBufferSize(kReceiveBytes);
    plain.setOption(IPPROTO_TCP, TCP_MAXSEG, kSegmentBytes);
    plain.connect(net::SocketAddress(peer.host, peer.port), Poco::Timespan(kConnectSeconds, 0));
    plain.setReceiveTimeout(Poco::Timespan(kConnectSeconds, 0));
    return net::SecureStreamSocket::attach(plain, peer.host, server::client_tls(peer.authority));
}

/// Byte by byte, so that nothing of what follows the head is read.
bool is_upgraded(net::SecureStreamSocket& socket) {
    std::string head;
    char byte = 0;
    while (!head.ends_with(kHeadEnd)) {
        if (socket.receiveBytes(&byte, 1) != 1) return false;
        head += byte;
    }
    return head.starts_with("HTTP/1.1 101 ");
}

/// Reads what is left; true when the stream has an end: whoever wrote it has gone.
bool has_been_dropped(net::SecureStreamSocket& socket) {
    const auto deadline = Clock::now() + kDrainMost;
    socket.setReceiveTimeout(Poco::Timespan(std::chrono::microseconds{kDrainMost}.count()));
    std::array<char, 4096> chunk{};
    try {
        while (Clock::now() < deadline)
            if (socket.receiveBytes(chunk.data(), static_cast<int>(chunk.size())) <= 0) return true;
        return false;
    } catch (const Poco::TimeoutException&) {
        return false;
    } catch (const Poco::Exception&) {
        // Cut in the middle of a record: dropped all the same.
        return true;
    }
}

}  // namespace

StalledConsole::StalledConsole(server::Peer peer, std::string cookie)
    : peer_(std::move(peer)), cookie_(std::move(cookie)), thread_([this] { run(); }) {}

StalledConsole::~StalledConsole() {
    over_ = true;
    thread_.join();
}

void StalledConsole::run() {
    while (!over_) {
        try {
            stall_once();
        } catch (const Poco::Exception&) {
            // Not let in: opened() tells. The next try is a glance later.
            std::this_thread::sleep_for(kGlance);
        }
    }
}

void StalledConsole::stall_once() {
    auto socket = connected(peer_);
    const auto place = peer_.host + ":" + std::to_string(peer_.port);
    const std::string request = "GET /api/v1/invigilator/live HTTP/1.1\r\nHost: " + place +
                                "\r\nOrigin: https://" + place + "\r\nCookie: " + cookie_ +
                                "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " +
                                to_base64(crypto::random_array<kKeyBytes>()) + "\r\n\r\n";
    socket.sendBytes(request.data(), static_cast<int>(request.size()));
    if (!is_upgraded(socket)) return std::this_thread::sleep_for(kGlance);
    ++opened_;
    const auto until = Clock::now() + kStallsFor;
    while (!over_ && Clock::now() < until)
        std::this_thread::sleep_for(kGlance);
    if (Clock::now() >= until && has_been_dropped(socket)) ++dropped_;
    socket.close();
}

}  // namespace probant::load
