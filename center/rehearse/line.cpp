// SPDX-License-Identifier: EUPL-1.2
#include "center/rehearse/line.h"

#include <array>

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/Session.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <sys/socket.h>

#include "server/http/tls.h"

namespace probant::center::rehearse {
namespace {

namespace net = Poco::Net;

using server::WireSocket;

constexpr std::size_t kChunk = std::size_t{16} * 1024;

/// Connected, still connecting, or refused.
enum class Connecting { Yes, Connected, Refused };

Connecting state_of(int descriptor) {
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0)
        return Connecting::Refused;
    sockaddr_storage peer{};
    socklen_t length = sizeof peer;
    // The sockets interface takes every address through this one pointer type.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    const int known = ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &length);
    return known == 0 ? Connecting::Connected : Connecting::Yes;
}

}  // namespace

struct Ticket::Inside {
    net::Session::Ptr session;
};

Ticket::Ticket() : inside_(std::make_unique<Inside>()) {}

Ticket::~Ticket() = default;

Line::Line(Loop& loop, WireSocket wire, Traffic& traffic, Ticket* ticket)
    : loop_(loop), wire_(std::move(wire)), traffic_(traffic), ticket_(ticket), bell_(loop) {
    loop_.watch(wire_.descriptor(), bell_);
}

Line::~Line() {
    loop_.forget(wire_.descriptor());
    wire_.close();
}

/// Once per line: TLS 1.3 sends its tickets before the first bytes of the server.
void Line::heard() {
    has_heard_ = true;
    ++traffic_.connections;
    if (ticket_ == nullptr || !wire_.is_secure()) return;
    net::SecureStreamSocket socket(wire_.inside());
    if (socket.sessionWasReused()) ++traffic_.resumed;
    if (auto session = socket.currentSession()) ticket_->inside().session = std::move(session);
}

Task<bool> Line::write(std::string bytes, Time deadline) {
    ByteView rest = as_bytes(bytes);
    while (!rest.empty()) {
        const auto outcome = wire_.write(rest);
        if (outcome.io == WireSocket::Io::Closed) {
            closed_ = true;
            co_return false;
        }
        if (outcome.io == WireSocket::Io::Done) {
            rest = rest.subspan(outcome.bytes);
            traffic_.bytes_out += outcome.bytes;
            continue;
        }
        const bool rung = co_await bell_.wait_until(deadline);
        if (!rung) co_return false;
    }
    co_return true;
}

bool Line::take_in() {
    std::array<std::uint8_t, kChunk> chunk{};
    while (!closed_) {
        const auto outcome = wire_.read(chunk);
        if (outcome.io == WireSocket::Io::Closed) closed_ = true;
        if (outcome.io != WireSocket::Io::Done) break;
        if (!has_heard_) heard();
        input_ += as_text(std::span(chunk).first(outcome.bytes));
        traffic_.bytes_in += outcome.bytes;
    }
    return !closed_;
}

Task<bool> Line::read_more(Time deadline) {
    const auto before = input_.size();
    while (true) {
        const bool open = take_in();
        if (input_.size() > before) co_return true;
        if (!open) co_return false;
        const bool rung = co_await bell_.wait_until(deadline);
        if (!rung) co_return false;
    }
}

struct Dialler::Inside {
    net::SocketAddress address;
    net::Context::Ptr tls;
};

Dialler::Dialler(Loop& loop, server::Peer peer, Traffic& traffic)
    : loop_(loop),
      peer_(std::move(peer)),
      traffic_(traffic),
      host_(peer_.host + ":" + std::to_string(peer_.port)),
      origin_((peer_.secure ? "https://" : "http://") + host_),
      inside_(std::make_unique<Inside>()) {
    server::ignore_broken_pipes();
    inside_->address = net::SocketAddress(peer_.host, peer_.port);
    if (peer_.secure) inside_->tls = server::client_tls(peer_.authority);
}

Dialler::~Dialler() = default;

std::unique_ptr<Line> Dialler::connecting(Ticket* ticket) const {
    try {
        if (!peer_.secure) {
            net::StreamSocket socket;
            socket.connectNB(inside_->address);
            socket.setNoDelay(true);
            return std::make_unique<Line>(loop_, WireSocket(socket), traffic_, ticket);
        }
        net::SecureStreamSocket socket(inside_->tls);
        socket.setPeerHostName(peer_.host);
        if (ticket != nullptr) socket.useSession(ticket->inside().session);
        socket.connectNB(inside_->address);
        socket.setNoDelay(true);
        return std::make_unique<Line>(loop_, WireSocket(socket), traffic_, ticket);
    } catch (const Poco::Exception&) {
        // Refused at once, as a loopback address does while nobody listens.
        return nullptr;
    }
}

Task<std::unique_ptr<Line>> Dialler::dial(Time deadline, Ticket* ticket) {
    auto line = connecting(ticket);
    while (line != nullptr) {
        const auto state = state_of(line->descriptor());
        if (state == Connecting::Connected) co_return line;
        if (state == Connecting::Refused) break;
        const bool rung = co_await line->bell().wait_until(deadline);
        if (!rung) break;
    }
    ++traffic_.connect_failures;
    co_return std::unique_ptr<Line>();
}

}  // namespace probant::center::rehearse
