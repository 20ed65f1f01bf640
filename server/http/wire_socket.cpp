// SPDX-License-Identifier: EUPL-1.2
#include "server/http/wire_socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include <Poco/Exception.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/X509Certificate.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>

#include "crypto/base/ensure.h"

namespace probant::server {
namespace {

/// How long a wait may ignore that the server is stopping.
constexpr std::chrono::milliseconds kGlance{200};

/// One TLS record: larger writes would be all or nothing for OpenSSL.
constexpr std::size_t kWriteMax = std::size_t{16} * 1024;

/// What another connection of this thread left behind would be taken for an error of this one.
void forget_old_errors() {
    ERR_clear_error();
    errno = 0;
}

WireSocket::Outcome outcome_of(int count) {
    using Io = WireSocket::Io;
    if (count > 0) return {Io::Done, static_cast<std::size_t>(count)};
    if (count == Poco::Net::SecureStreamSocket::ERR_SSL_WANT_READ) return {Io::WantRead, 0};
    if (count == Poco::Net::SecureStreamSocket::ERR_SSL_WANT_WRITE) return {Io::WantWrite, 0};
    return {Io::Closed, 0};
}

bool would_block() {
    return errno == EAGAIN || errno == EINTR;
}

}  // namespace

struct WireSocket::Parts {
    Poco::Net::StreamSocket socket;
    bool secure = false;
};

void ignore_broken_pipes() {
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
}

WireSocket::WireSocket(const Poco::Net::StreamSocket& socket)
    : parts_(std::make_unique<Parts>(Parts{socket, socket.secure()})) {
    parts_->socket.setBlocking(false);
}

WireSocket::WireSocket(WireSocket&&) noexcept = default;
WireSocket& WireSocket::operator=(WireSocket&&) noexcept = default;
WireSocket::~WireSocket() = default;

WireSocket::Outcome WireSocket::read_plain(std::span<std::uint8_t> into) const {
    const auto count = ::recv(descriptor(), into.data(), into.size(), 0);
    if (count > 0) return {Io::Done, static_cast<std::size_t>(count)};
    if (count < 0 && would_block()) return {Io::WantRead, 0};
    return {Io::Closed, 0};
}

WireSocket::Outcome WireSocket::write_plain(ByteView bytes) const {
    const auto count = ::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count >= 0) return {Io::Done, static_cast<std::size_t>(count)};
    if (would_block()) return {Io::WantWrite, 0};
    return {Io::Closed, 0};
}

// POCO 1.11 tells the outer socket that it is non-blocking and forgets the inner one: where it
// should say "want read" it polls for no time at all and throws TimeoutException. Renegotiation is
// off, so a read only ever waits for the peer's bytes, and a write for room.
WireSocket::Outcome WireSocket::read(std::span<std::uint8_t> into) {
    if (!parts_->secure) return read_plain(into);
    forget_old_errors();
    try {
        return outcome_of(parts_->socket.receiveBytes(into.data(), static_cast<int>(into.size())));
    } catch (const Poco::TimeoutException&) {
        return {Io::WantRead, 0};
    } catch (const Poco::Exception&) {
        return {Io::Closed, 0};
    }
}

WireSocket::Outcome WireSocket::shake_hands() {
    if (!parts_->secure) return {Io::Done, 0};
    forget_old_errors();
    try {
        Poco::Net::SecureStreamSocket socket(parts_->socket);
        return outcome_of(socket.completeHandshake());
    } catch (const Poco::TimeoutException&) {
        return {Io::WantRead, 0};
    } catch (const Poco::Exception&) {
        return {Io::Closed, 0};
    }
}

std::optional<crypto::Digest> WireSocket::peer_certificate() const {
    if (!parts_->secure) return std::nullopt;
    const Poco::Net::SecureStreamSocket socket(parts_->socket);
    if (!socket.havePeerCertificate()) return std::nullopt;
    const auto certificate = socket.peerCertificate();
    std::array<std::uint8_t, crypto::Digest{}.bytes.size()> digest{};
    unsigned size = 0;
    const int done = X509_digest(certificate.certificate(), EVP_sha256(), digest.data(), &size);
    ENSURE(done == 1 && size == digest.size());
    return crypto::Digest{.bytes = digest};
}

WireSocket::Outcome WireSocket::write(ByteView bytes) {
    const ByteView part = bytes.first(std::min(bytes.size(), kWriteMax));
    if (!parts_->secure) return write_plain(part);
    forget_old_errors();
    try {
        return outcome_of(parts_->socket.sendBytes(part.data(), static_cast<int>(part.size())));
    } catch (const Poco::TimeoutException&) {
        return {Io::WantWrite, 0};
    } catch (const Poco::Exception&) {
        return {Io::Closed, 0};
    }
}

bool WireSocket::wait(Io io, Deadline deadline, const std::atomic<bool>& give_up) const {
    // Bytes that OpenSSL has already taken off the wire never make the descriptor readable again.
    if (io == Io::WantRead && parts_->secure && parts_->socket.available() > 0) return true;
    while (!give_up) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        pollfd watched{descriptor(), static_cast<short>(io == Io::WantWrite ? POLLOUT : POLLIN), 0};
        const auto slice = std::min(left, kGlance);
        if (::poll(&watched, 1, static_cast<int>(slice.count())) > 0) return true;
    }
    return false;
}

WireSocket::Outcome WireSocket::read_before(std::span<std::uint8_t> into,
                                            Deadline deadline,
                                            const std::atomic<bool>& give_up) {
    while (true) {
        const auto outcome = read(into);
        if (outcome.io == Io::Done || outcome.io == Io::Closed) return outcome;
        if (!wait(outcome.io, deadline, give_up)) return {Io::Closed, 0};
    }
}

bool WireSocket::write_before(ByteView bytes, Deadline deadline, const std::atomic<bool>& give_up) {
    while (!bytes.empty()) {
        const auto outcome = write(bytes);
        if (outcome.io == Io::Closed) return false;
        if (outcome.io == Io::Done) {
            bytes = bytes.subspan(outcome.bytes);
            continue;
        }
        if (!wait(outcome.io, deadline, give_up)) return false;
    }
    return true;
}

int WireSocket::descriptor() const {
    return parts_->socket.impl()->sockfd();
}

bool WireSocket::is_secure() const {
    return parts_->secure;
}

const Poco::Net::StreamSocket& WireSocket::inside() const {
    return parts_->socket;
}

void WireSocket::end_output() {
    forget_old_errors();
    try {
        if (parts_->secure) parts_->socket.shutdown();
        static_cast<void>(::shutdown(descriptor(), SHUT_WR));
    } catch (const Poco::Exception&) {
        close();
    }
}

void WireSocket::close() {
    forget_old_errors();
    try {
        parts_->socket.close();
    } catch (const Poco::Exception&) {
        // The peer has already gone: there is nothing left to close politely.
        return;
    }
}

void WireSocket::let_go() {
    parts_->socket = Poco::Net::StreamSocket();
    parts_->secure = false;
}

}  // namespace probant::server
