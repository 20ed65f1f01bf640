// server/live/hub.h: every WebSocket of a server, owned by one thread.
//
// Role        HTTP threads hand upgraded sockets over; the hub polls them, frames RFC 6455 itself,
//             and sends what the application tells it to.
// Invariants  Only the hub thread touches a socket. Each has a bounded queue: a reader that stalls
//             is dropped, never waited for, and never delays another. Frames in: text, masked, at
//             most 4 KiB, whole within 2 s. A peer silent for 15 s is dropped.
// Threads     attach, send, broadcast, close and counts from any thread; handlers run on the hub
//             thread and must not block.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/upgraded_socket.h"

namespace probant::server {

struct ConnectionId {
    std::uint64_t value = 0;
    friend auto operator<=>(const ConnectionId&, const ConnectionId&) = default;
};

/// What a connection is for. `who` is the application's own key (a sitting's id, a role), not
/// shown.
struct Subscriber {
    std::vector<std::string> topics{};
    std::string who{};
};

enum class Closed : std::uint8_t {
    ByPeer,    ///< close frame or end of stream
    ByUs,      ///< close() or stop()
    Stalled,   ///< its queue was full, or a write waited too long
    Silent,    ///< no frame, not even a pong, for HubSettings::silent
    BadFrame,  ///< unmasked, oversize, binary, not UTF-8, a half frame too old
    TooMany,   ///< over HubSettings::connections
    SocketError,
};

[[nodiscard]] std::string_view text_of(Closed why);

/// Status codes of RFC 6455 § 7.4.1 that we send.
enum class CloseCode : std::uint16_t {
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    Unsupported = 1003,
    BadText = 1007,
    Policy = 1008,
    TooBig = 1009,
    TryLater = 1013,
};

struct HubSettings {
    std::size_t connections = 2048;                     ///< a station and a console each, and spare
    std::size_t frame_bytes = 4096;                     ///< the largest text a client may send
    std::size_t queue_bytes = std::size_t{256} * 1024;  ///< waiting for one reader: 2 full rooms
    std::size_t queue_frames = 512;
    std::chrono::milliseconds half_frame{2'000};
    std::chrono::milliseconds stalled{5'000};     ///< bytes waiting and none taken for so long
    std::chrono::milliseconds ping_after{5'000};  ///< silence before we ask
    std::chrono::milliseconds silent{15'000};     ///< silence before we drop
};

/// Run on the hub thread, in the order things happened. All may be left empty.
struct HubHandlers {
    std::function<void(ConnectionId, const Subscriber&)> on_open;
    std::function<void(ConnectionId, std::string_view text)> on_message;
    std::function<void(ConnectionId)> on_heartbeat;  ///< the text "hb": counted, not a message
    std::function<void(ConnectionId, Closed)> on_closed;
};

struct HubCounts {
    std::size_t open = 0;
    std::uint64_t opened = 0;
    std::uint64_t heartbeats = 0;
    std::uint64_t messages_in = 0;
    std::uint64_t frames_out = 0;
    std::uint64_t dropped = 0;  ///< Stalled, Silent or BadFrame
};

class Hub {
public:
    Hub(HubSettings settings, HubHandlers handlers);
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;
    Hub(Hub&&) = delete;
    Hub& operator=(Hub&&) = delete;
    ~Hub();

    void start();
    /// Says GoingAway to all, closes all, joins the thread. Attached sockets are dropped after it.
    void stop();

    ConnectionId attach(UpgradedSocket socket, Subscriber subscriber);
    void send(ConnectionId connection, std::string_view text);
    /// To every connection that has `topic`; the frame is made once.
    void broadcast(std::string topic, std::string_view text);
    /// `wanted` runs on the hub thread.
    void broadcast_if(std::function<bool(const Subscriber&)> wanted, std::string_view text);
    void close(ConnectionId connection, CloseCode code, std::string reason);

    [[nodiscard]] HubCounts counts() const;

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::server
