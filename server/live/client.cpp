// SPDX-License-Identifier: EUPL-1.2
#include "server/live/client.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

#include "crypto/random.h"
#include "server/http/handshake.h"
#include "server/http/tls.h"
#include "server/http/wire_socket.h"
#include "server/live/frame.h"

namespace probant::server {
namespace {

namespace net = Poco::Net;
using Clock = std::chrono::steady_clock;

/// The largest thing a server sends on a WebSocket is the view of a whole room.
constexpr std::size_t kMessageMax = std::size_t{1024} * 1024;

constexpr std::size_t kAnswerMax = std::size_t{16} * 1024;
constexpr std::size_t kKeyBytes = 16;

net::StreamSocket connected_socket(const Peer& peer) {
    const net::SocketAddress address(peer.host, peer.port);
    const Poco::Timespan wait(
        std::chrono::duration_cast<std::chrono::microseconds>(peer.connect).count());
    if (!peer.secure) {
        net::StreamSocket socket;
        socket.connect(address, wait);
        socket.setNoDelay(true);
        return socket;
    }
    net::SecureStreamSocket socket(client_tls(peer.authority));
    socket.setPeerHostName(peer.host);
    socket.connect(address, wait);
    socket.setNoDelay(true);
    return socket;
}

std::string upgrade_request(const Peer& peer,
                            std::string_view target,
                            const std::vector<Header>& headers,
                            std::string_view key) {
    std::string text = "GET " + std::string(target) + " HTTP/1.1\r\nHost: " + peer.host + ':' +
                       std::to_string(peer.port) +
                       "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " +
                       std::string(key) + "\r\n";
    for (const auto& header : headers)
        text += header.name + ": " + header.value + "\r\n";
    return text + "\r\n";
}

bool says_accept(std::string_view answer, std::string_view accept) {
    constexpr std::string_view kName = "sec-websocket-accept: ";
    const auto found = std::ranges::search(answer, kName, [](char one, char other) {
        return (one >= 'A' && one <= 'Z' ? one + ('a' - 'A') : one) == other;
    });
    const std::string_view rest(found.end(), answer.end());
    return rest.starts_with(accept);
}

}  // namespace

class WebSocketClient::Inside {
public:
    explicit Inside(const net::StreamSocket& socket) : wire_(socket) {}

    /// Why the server did not upgrade; nothing when it did.
    std::optional<std::string> upgrade(std::string_view request,
                                       std::string_view accept,
                                       std::chrono::milliseconds wait);
    bool send_frame(Opcode opcode, std::string_view payload);
    std::optional<std::string> receive(std::chrono::milliseconds wait);
    void close();

    [[nodiscard]] bool is_open() const { return is_open_; }

    [[nodiscard]] int descriptor() const { return wire_.descriptor(); }

private:
    std::optional<std::string> next_text();

    WireSocket wire_;
    FrameReader reader_{FrameReader::From::Server, kMessageMax};
    std::atomic<bool> never_{false};
    std::chrono::milliseconds wait_{5'000};
    bool is_open_ = true;
};

std::optional<std::string> WebSocketClient::Inside::upgrade(std::string_view request,
                                                            std::string_view accept,
                                                            std::chrono::milliseconds wait) {
    wait_ = wait;
    const auto deadline = Clock::now() + wait;
    if (!wire_.write_before(as_bytes(request), deadline, never_)) return "the connection was cut";
    std::string answer;
    std::array<std::uint8_t, 1024> chunk{};
    while (answer.find("\r\n\r\n") == std::string::npos) {
        const auto outcome = wire_.read_before(chunk, deadline, never_);
        if (outcome.io != WireSocket::Io::Done) return "no answer to the upgrade";
        answer += as_text(std::span(chunk).first(outcome.bytes));
        if (answer.size() > kAnswerMax) return "the answer to the upgrade is too large";
    }
    const auto end = answer.find("\r\n\r\n") + 4;
    if (!answer.starts_with("HTTP/1.1 101 ")) return answer.substr(0, answer.find("\r\n"));
    if (!says_accept(std::string_view(answer).substr(0, end), accept)) return "a wrong accept";
    reader_.feed(as_bytes(std::string_view(answer).substr(end)));
    return std::nullopt;
}

bool WebSocketClient::Inside::send_frame(Opcode opcode, std::string_view payload) {
    if (!is_open_) return false;
    const auto frame = masked_frame_of(opcode, payload, crypto::random_array<4>());
    is_open_ = wire_.write_before(as_bytes(frame), Clock::now() + wait_, never_);
    return is_open_;
}

std::optional<std::string> WebSocketClient::Inside::next_text() {
    while (is_open_) {
        auto next = reader_.next();
        if (std::holds_alternative<NeedMore>(next)) return std::nullopt;
        auto* message = std::get_if<Message>(&next);
        if (message == nullptr || message->opcode == Opcode::Close) {
            close();
            return std::nullopt;
        }
        if (message->opcode == Opcode::Text) return std::move(message->payload);
        if (message->opcode == Opcode::Ping) send_frame(Opcode::Pong, message->payload);
    }
    return std::nullopt;
}

std::optional<std::string> WebSocketClient::Inside::receive(std::chrono::milliseconds wait) {
    const auto deadline = Clock::now() + wait;
    std::array<std::uint8_t, 4096> chunk{};
    while (true) {
        if (auto text = next_text()) return text;
        if (!is_open_) return std::nullopt;
        const auto outcome = wire_.read(chunk);
        if (outcome.io == WireSocket::Io::Closed) {
            is_open_ = false;
            return std::nullopt;
        }
        if (outcome.io == WireSocket::Io::Done) {
            reader_.feed(std::span(chunk).first(outcome.bytes));
            continue;
        }
        if (!wire_.wait(outcome.io, deadline, never_)) return std::nullopt;
    }
}

void WebSocketClient::Inside::close() {
    if (is_open_) send_frame(Opcode::Close, close_payload(1000, ""));
    is_open_ = false;
    wire_.close();
}

WebSocketClient::WebSocketClient(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

WebSocketClient::WebSocketClient(WebSocketClient&&) noexcept = default;
WebSocketClient& WebSocketClient::operator=(WebSocketClient&&) noexcept = default;
WebSocketClient::~WebSocketClient() = default;

Result<WebSocketClient, Unreachable> WebSocketClient::open(const Peer& peer,
                                                           std::string_view target,
                                                           const std::vector<Header>& headers) {
    ignore_broken_pipes();
    const auto key = to_base64(crypto::random_array<kKeyBytes>());
    try {
        auto inside = std::make_unique<Inside>(connected_socket(peer));
        const auto refused = inside->upgrade(
            upgrade_request(peer, target, headers, key), websocket_accept(key), peer.wait);
        if (refused) return Refused{Unreachable{*refused}};
        return WebSocketClient(std::move(inside));
    } catch (const Poco::Exception& error) {
        return Refused{Unreachable{std::string(error.name()) + ": " + error.message()}};
    }
}

bool WebSocketClient::send(std::string_view text) {
    return inside_->send_frame(Opcode::Text, text);
}

std::optional<std::string> WebSocketClient::receive(std::chrono::milliseconds wait) {
    return inside_->receive(wait);
}

bool WebSocketClient::is_open() const {
    return inside_->is_open();
}

int WebSocketClient::descriptor() const {
    return inside_->descriptor();
}

void WebSocketClient::close() {
    inside_->close();
}

}  // namespace probant::server
