// server/http/wire_socket.h: a non-blocking connection, plain or TLS, read and written the same
// way.
//
// Role        What the HTTP connection, the hub and the WebSocket client stand on. POCO's own
//             timeouts start again at each byte; here a deadline is a deadline.
// Invariants  Never blocks but in wait(), never throws for what a peer can cause, never raises
//             SIGPIPE on a plain socket. A write that wants to be tried again is tried with the
//             same bytes at the same place (OpenSSL insists).
// Threads     One at a time: POCO's TLS sockets must not be shared.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "crypto/base/bytes.h"
#include "crypto/digest.h"

namespace Poco::Net {
class StreamSocket;
}

namespace probant::server {

using Deadline = std::chrono::steady_clock::time_point;

/// OpenSSL writes to its socket with write(): a broken connection would kill the process.
void ignore_broken_pipes();

class WireSocket {
public:
    enum class Io : std::uint8_t { Done, WantRead, WantWrite, Closed };

    struct Outcome {
        Io io = Io::Closed;
        std::size_t bytes = 0;
    };

    /// Makes the socket non-blocking.
    explicit WireSocket(const Poco::Net::StreamSocket& socket);
    WireSocket(WireSocket&&) noexcept;
    WireSocket& operator=(WireSocket&&) noexcept;
    WireSocket(const WireSocket&) = delete;
    WireSocket& operator=(const WireSocket&) = delete;
    ~WireSocket();

    /// One step of the TLS handshake, which the first read would make otherwise; Done once it is
    /// made.
    [[nodiscard]] Outcome shake_hands();

    /// SHA-256 of the certificate that the peer proved to own in the handshake; none over a plain
    /// socket, or where it showed none.
    [[nodiscard]] std::optional<crypto::Digest> peer_certificate() const;

    [[nodiscard]] Outcome read(std::span<std::uint8_t> into);
    [[nodiscard]] Outcome write(ByteView bytes);

    /// Waits for what `io` wants; false at the deadline, or when `give_up` becomes true.
    [[nodiscard]] bool wait(Io io, Deadline deadline, const std::atomic<bool>& give_up) const;

    /// Reads at least one byte; nothing but Done or Closed comes back.
    [[nodiscard]] Outcome read_before(std::span<std::uint8_t> into,
                                      Deadline deadline,
                                      const std::atomic<bool>& give_up);
    [[nodiscard]] bool write_before(ByteView bytes,
                                    Deadline deadline,
                                    const std::atomic<bool>& give_up);

    [[nodiscard]] int descriptor() const;
    [[nodiscard]] bool is_secure() const;
    [[nodiscard]] const Poco::Net::StreamSocket& inside() const;

    /// No more bytes will leave. For TLS the peer is told so.
    void end_output();
    /// Closes at once.
    void close();
    /// Forgets the socket without closing it: another thread owns it from now on.
    void let_go();

private:
    struct Parts;

    [[nodiscard]] Outcome read_plain(std::span<std::uint8_t> into) const;
    [[nodiscard]] Outcome write_plain(ByteView bytes) const;

    std::unique_ptr<Parts> parts_;
};

}  // namespace probant::server
